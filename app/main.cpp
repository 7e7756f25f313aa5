// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CheckCommand.h"
#include "CommandLine.h"
#include "ExplainCommand.h"
#include "HeadlessRun.h"
#include "ProcessSetup.h"
#include "TestCommand.h"
#include "WindowProgram.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextStream>

#include <cstdio>

using namespace signalbox; // NOLINT(google-build-using-namespace): the last file of all

namespace {

/// Without one Qt would end the program with a core dump.
bool hasDisplay(const QStringList &arguments)
{
#ifdef Q_OS_LINUX
    const auto isSet = [](const char *name) { return !qEnvironmentVariableIsEmpty(name); };
    return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY") || isSet("QT_QPA_PLATFORM")
        || arguments.contains(QLatin1String("-platform"));
#else
    Q_UNUSED(arguments);
    return true;
#endif
}

template<typename... Handlers>
struct Overloaded : Handlers...
{
    using Handlers::operator()...;
};
template<typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

} // namespace

int main(int argc, char **argv)
{
    const QStringList arguments = app::beginProcess(argc, argv);

    QTextStream out(stdout);
    QTextStream err(stderr);
    return std::visit(
        Overloaded{
            [&](const app::RunWindow &) {
                if (!hasDisplay(arguments)) {
                    err << QLatin1String("signalbox: there is no display; signalbox --headless "
                                         "runs without one.")
                        << Qt::endl;
                    return 1;
                }
                return app::becomeWindowProgram(argv, err);
            },
            [&](const app::RunHeadless &run) {
                app::keepMemorySmall();
                const QCoreApplication application(argc, argv);
                return app::runHeadless(run.options);
            },
            [&](const app::Check &check) { return app::runCheck(check, err, out); },
            [&](const app::Explain &explain) {
                QFile input;
                if (!input.open(stdin, QIODevice::ReadOnly))
                    return 1;
                return app::runExplain(explain, input, out, err);
            },
            [&](const app::Test &test) { return app::runTest(test, out, err); },
            [&](const app::ShowVersion &) {
                out << QStringLiteral("signalbox %1").arg(QCoreApplication::applicationVersion())
                    << Qt::endl;
                return 0;
            },
            [&](const app::ShowHelp &) {
                out << app::helpText() << Qt::flush;
                return 0;
            },
            [&](const app::UsageError &error) {
                err << QLatin1String("signalbox: ") << error.message << Qt::endl;
                return app::usageErrorExitCode;
            },
        },
        app::parseCommandLine(arguments));
}
