// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

namespace signalbox::models {

/// Something wrong with a policy document, where, and what to do. English sentences for a terminal;
/// they never repeat a value that looks like a key.
struct PolicyProblem
{
    enum class Severity : quint8 {
        Error, ///< the policy is refused
        Warning, ///< the policy is used
    };

    int line = 1; ///< from 1
    QString path; ///< JSON pointer (RFC 6901); empty for the document itself
    QString message;
    Severity severity = Severity::Error;
    QString hint; ///< what to try; may be empty

    bool operator==(const PolicyProblem &) const = default;
};

[[nodiscard]] bool hasErrors(const QList<PolicyProblem> &problems);

/// \a path one step deeper: \a token escaped as RFC 6901 asks.
[[nodiscard]] QString childPath(const QString &path, const QString &token);
[[nodiscard]] QString childPath(const QString &path, std::size_t index);

/// Whether \a text has the form of a provider's key. Errs on the side of yes for long random text.
[[nodiscard]] bool looksLikeKey(const QString &text);

/// \a text in quotation marks, fit for a one-line message: short, no control characters, and never
/// a key.
[[nodiscard]] QString quoted(const QString &text);

} // namespace signalbox::models
