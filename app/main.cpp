// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CheckCommand.h"
#include "CommandLine.h"
#include "ExplainCommand.h"
#include "HeadlessRun.h"
#include "TestCommand.h"
#include "WindowRun.h"

#include <QApplication>
#include <QFile>
#include <QTextStream>

#include <cstdio>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif
#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace signalbox; // NOLINT(google-build-using-namespace): the last file of all

namespace {

/// Long prompts come and go with every request: glibc would give their memory back to the system
/// and fetch it again each time, which costs more than handing the prompt on.
void tuneMemory()
{
#ifdef __GLIBC__
    constexpr int keepBytes = 4 * 1024 * 1024;
    // Before any other thread is there. NOLINTBEGIN(concurrency-mt-unsafe)
    mallopt(M_TRIM_THRESHOLD, keepBytes);
    mallopt(M_MMAP_THRESHOLD, keepBytes);
    // NOLINTEND(concurrency-mt-unsafe)
#endif
}

/// Few threads work while there is no window, and all the work goes through one of them: heaps of
/// their own would only hold memory. The one they share grows in large steps.
void shareOneHeap()
{
#ifdef __GLIBC__
    constexpr int growBytes = 1024 * 1024;
    // Before any other thread is there. NOLINTBEGIN(concurrency-mt-unsafe)
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_TOP_PAD, growBytes);
    // NOLINTEND(concurrency-mt-unsafe)
#endif
}

/// Every client is a descriptor and every provider's answer another; the usual soft limit of 1024
/// would be reached by five hundred streams.
void allowManyConnections()
{
#ifdef Q_OS_UNIX
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
#endif
}

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
    tuneMemory();
    allowManyConnections();
    QCoreApplication::setApplicationName(QStringLiteral("signalbox"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SIGNALBOX_VERSION));
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));

    QTextStream out(stdout);
    QTextStream err(stderr);
    return std::visit(
        Overloaded{
            [&](const app::RunWindow &run) {
                if (!hasDisplay(arguments)) {
                    err << QLatin1String("signalbox: there is no display; signalbox --headless "
                                         "runs without one.")
                        << Qt::endl;
                    return 1;
                }
                QApplication application(argc, argv);
                QApplication::setApplicationDisplayName(QStringLiteral("Signalbox"));
                return app::runWindow(application, run.options);
            },
            [&](const app::RunHeadless &run) {
                shareOneHeap();
                const QCoreApplication application(argc, argv);
                return app::runHeadless(run.options);
            },
            [&](const app::Check &check) { return app::runCheck(check.file, err, out); },
            [&](const app::Explain &explain) {
                QFile input;
                if (!input.open(stdin, QIODevice::ReadOnly))
                    return 1;
                return app::runExplain(explain, input, out, err);
            },
            [&](const app::Test &test) { return app::runTest(test, out, err); },
            [&](const app::ShowVersion &) {
                out << QLatin1String("signalbox " SIGNALBOX_VERSION) << Qt::endl;
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
