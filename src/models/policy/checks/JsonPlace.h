// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonTree.h"
#include "models/policy/PolicyProblem.h"

#include <QString>

namespace signalbox::models {

/// A value of a document and the way to it, whose pointer is only written out for a problem. A
/// place must not outlive the one that it was got from, nor the tree.
class JsonPlace final
{
public:
    /// The value at \a path, from which others are got.
    JsonPlace(const JsonValue &value, const QString &path)
        : m_value(&value)
        , m_key(path)
    {}
    JsonPlace(const JsonPlace *parent, const JsonValue *value, const QString &key)
        : m_parent(parent)
        , m_value(value)
        , m_key(key)
    {}
    JsonPlace(const JsonPlace *parent, const JsonValue *value, std::size_t index)
        : m_parent(parent)
        , m_value(value)
        , m_index(index)
        , m_isItem(true)
    {}

    /// False for a member that is not there.
    [[nodiscard]] explicit operator bool() const { return m_value != nullptr; }
    [[nodiscard]] const JsonValue &value() const { return *m_value; }
    [[nodiscard]] const JsonValue *operator->() const { return m_value; }
    [[nodiscard]] const QString &text() const { return m_value->text; }

    /// The member \a key, which may not be there; nor may this place.
    [[nodiscard]] JsonPlace member(const QString &key) const
    {
        return {this, m_value ? m_value->member(key) : nullptr, key};
    }
    /// The items of an array; of anything else, and of a place that is not there, none.
    [[nodiscard]] std::size_t count() const { return m_value ? m_value->items.size() : 0; }
    [[nodiscard]] JsonPlace item(std::size_t index) const
    {
        return {this, &m_value->items[index], index};
    }
    /// Its own member, which is found already.
    [[nodiscard]] JsonPlace member(const JsonMember &member) const
    {
        return {this, &member.value, member.key};
    }

    [[nodiscard]] QString path() const
    {
        if (!m_parent)
            return m_key;
        return m_isItem ? childPath(m_parent->path(), m_index) : childPath(m_parent->path(), m_key);
    }

private:
    const JsonPlace *m_parent = nullptr;
    const JsonValue *m_value = nullptr;
    QString m_key; ///< or the path of the first one
    std::size_t m_index = 0;
    bool m_isItem = false;
};

} // namespace signalbox::models
