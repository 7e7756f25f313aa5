// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CommandLine.h"
#include "ProcessSetup.h"
#include "WindowRun.h"

#include <QApplication>
#include <QTextStream>

#include <cstdio>

using namespace signalbox; // NOLINT(google-build-using-namespace): the last file of all

/// The program `signalbox-window`, which `signalbox` becomes when it shows a window.
int main(int argc, char **argv)
{
    const app::Command command = app::parseCommandLine(app::beginProcess(argc, argv));
    const auto *run = std::get_if<app::RunWindow>(&command);
    if (!run) {
        QTextStream(stderr) << QLatin1String(
            "signalbox-window: this program is the window alone; everything else is done by "
            "signalbox.\n");
        return app::usageErrorExitCode;
    }
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Signalbox"));
    return app::runWindow(application, run->options);
}
