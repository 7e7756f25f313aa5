// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <initializer_list>
#include <optional>

namespace signalbox::app {

constexpr QLatin1String headlessOption("headless");
constexpr QLatin1String policyOption("policy");
constexpr QLatin1String listenOption("listen");
constexpr QLatin1String dataDirOption("data-dir");
constexpr QLatin1String clientKeyOption("client-key");
constexpr QLatin1String noClientKeyOption("no-client-key");
constexpr QLatin1String routeOption("route");
constexpr QLatin1String clientOption("client");
constexpr QLatin1String junitOption("junit");
constexpr QLatin1String helpOption("help");
constexpr QLatin1String versionOption("version");

/// The arguments of a command line sorted into options and the rest, before anything is made of
/// them.
struct Arguments
{
    QHash<QString, QString> options; ///< with its value; empty for one that takes none
    QStringList others;
    bool hasQtOptions = false; ///< of those that QApplication takes out of argv
    std::optional<QString> fault; ///< the first thing that is wrong, as a sentence

    /// \a arguments are without the program's name. "--" ends the options.
    static Arguments sort(const QStringList &arguments);

    [[nodiscard]] bool has(QLatin1String name) const { return options.contains(name); }
    [[nodiscard]] std::optional<QString> valueOf(QLatin1String name) const;
    /// The first option given that is not among \a allowed, as a fault of \a command.
    [[nodiscard]] std::optional<QString>
    misplaced(const QString &command, std::initializer_list<QLatin1String> allowed) const;
};

/// \a text in quotation marks, cut and made printable, for messages.
QString quoted(const QString &text);

} // namespace signalbox::app
