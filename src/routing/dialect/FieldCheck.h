// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/DialectError.h"
#include "routing/json/JsonField.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// Takes values out of a client's JSON and keeps the first one that is of the wrong type, as the
/// 400 that names its field. Absent values are none, never wrong.
class FieldCheck final
{
public:
    using Value = std::optional<Json>;

    std::string text(const Value &value, std::string_view path);
    std::optional<qint64> integer(const Value &value, std::string_view path);
    std::optional<double> real(const Value &value, std::string_view path);
    std::optional<bool> boolean(const Value &value, std::string_view path);
    std::vector<Json> array(const Value &value, std::string_view path);
    std::vector<std::string> texts(const Value &value, std::string_view path);
    /// The value, when it is an object.
    Value object(const Value &value, std::string_view path);
    /// The same as compact JSON, empty when it is absent.
    std::string objectJson(const Value &value, std::string_view path);

    /// \a path is wrong: \a message is a sentence without the field's name, "must be a string".
    void fail(std::string_view path, std::string_view message);
    [[nodiscard]] bool hasFailed() const { return m_problem.has_value(); }
    [[nodiscard]] const std::optional<DialectError> &problem() const { return m_problem; }

private:
    std::optional<DialectError> m_problem;
};

} // namespace signalbox::routing
