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

/// Reads typed fields of a client's JSON and remembers the first that has the wrong type. What is
/// absent or null is absent; it is wrong only where it is demanded.
class FieldChecker final
{
public:
    /// \a path does not do: \a demand is the rest of the sentence, "must be a string".
    void wrong(std::string_view path, std::string_view demand);
    [[nodiscard]] const std::optional<DialectError> &problem() const { return m_problem; }

    std::string text(const Json &object, std::string_view key, std::string_view path);
    std::string demandedText(const Json &object, std::string_view key, std::string_view path);
    std::optional<qint64> integer(const Json &object, std::string_view key, std::string_view path);
    std::optional<double> real(const Json &object, std::string_view key, std::string_view path);
    std::optional<bool> boolean(const Json &object, std::string_view key, std::string_view path);
    std::optional<Json> object(const Json &object, std::string_view key, std::string_view path);
    std::vector<Json> list(const Json &object, std::string_view key, std::string_view path);
    /// \a value, when it is an object.
    bool isObject(const Json &value, std::string_view path);

    /// "messages[0]" and "role": "messages[0].role".
    static std::string join(std::string_view path, std::string_view key);

private:
    std::optional<DialectError> m_problem;
};

} // namespace signalbox::routing
