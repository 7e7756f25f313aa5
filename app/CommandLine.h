// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

namespace signalbox::app {

/// A loopback address and a port; port 0 takes any free one.
struct ListenAddress
{
    QString address; ///< 127.0.0.1 or ::1
    quint16 port = 0;

    bool operator==(const ListenAddress &) const = default;
};

/// What may be said about the proxy, with a window and without; what is not said comes from the
/// policy and the settings.
struct RunOptions
{
    std::optional<QString> policyFile{};
    std::optional<ListenAddress> listen{};
    std::optional<QString> dataDirectory{};
    std::optional<QString> clientKey{}; ///< never empty
    bool withoutClientKey = false; ///< every local client is let in; never with clientKey

    bool operator==(const RunOptions &) const = default;
};

struct RunWindow
{
    RunOptions options;
    bool operator==(const RunWindow &) const = default;
};

struct RunHeadless
{
    RunOptions options;
    bool operator==(const RunHeadless &) const = default;
};

struct Check
{
    QString file{};
    std::optional<QString> dataDirectory{}; ///< whose prices count
    bool operator==(const Check &) const = default;
};

struct Explain
{
    std::optional<QString> policyFile{};
    std::optional<QString> route{};
    std::optional<QString> client{};
    std::optional<QString> dataDirectory{}; ///< of the proxy whose state counts
    bool operator==(const Explain &) const = default;
};

struct Test
{
    QStringList files{}; ///< at least one
    std::optional<QString> policyFile{}; ///< goes before what the files say
    std::optional<QString> junitFile{}; ///< where the report is written to
    bool operator==(const Test &) const = default;
};

struct ShowVersion
{
    bool operator==(const ShowVersion &) const = default;
};

struct ShowHelp
{
    bool operator==(const ShowHelp &) const = default;
};

/// One line for stderr; the process ends with usageErrorExitCode. Never repeats a client key.
struct UsageError
{
    QString message;
    bool operator==(const UsageError &) const = default;
};

inline constexpr int usageErrorExitCode = 64;

using Command =
    std::variant<RunWindow, RunHeadless, Check, Explain, Test, ShowVersion, ShowHelp, UsageError>;

/// What \a arguments, without the program's own name, ask for. Pure. Options of Qt itself, such as
/// -platform, are passed over where there is a window; QApplication reads them from argv.
[[nodiscard]] Command parseCommandLine(const QStringList &arguments);

/// The text of --help: lines of at most 80 columns, a line break at the end.
[[nodiscard]] QString helpText();

} // namespace signalbox::app
