// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/DialectError.h"
#include "routing/json/JsonField.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalbox::routing {

/// Takes fields of a request and remembers the first one that has a wrong type or is missing. A
/// field that is absent or null is empty; \a path is where \a object stands, empty for the body.
class ResponsesFields final
{
public:
    std::string text(const Json &object, std::string_view key, std::string_view path);
    /// The same, but it must be there; it may be empty.
    std::string requiredText(const Json &object, std::string_view key, std::string_view path);
    std::optional<qint64> integer(const Json &object, std::string_view key, std::string_view path);
    std::optional<double> real(const Json &object, std::string_view key, std::string_view path);
    std::optional<bool> boolean(const Json &object, std::string_view key, std::string_view path);
    std::optional<Json> object(const Json &object, std::string_view key, std::string_view path);
    std::vector<Json> list(const Json &object, std::string_view key, std::string_view path);

    /// The first one counts.
    void refuse(std::string path, std::string message, std::string_view code = "invalid_value");
    void refuseType(const std::string &path, std::string_view expected);
    void refuseMissing(const std::string &path);
    [[nodiscard]] bool hasProblem() const { return m_problem.has_value(); }
    std::optional<DialectError> takeProblem() { return std::exchange(m_problem, std::nullopt); }

private:
    std::optional<DialectError> m_problem;
};

/// "text.format": where the field \a key of the object at \a path stands.
std::string pathIn(std::string_view path, std::string_view key);

} // namespace signalbox::routing
