// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ProcessSetup.h"

#include <QCoreApplication>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif
#if defined(SIGNALBOX_MIMALLOC)
#include <mimalloc.h>
#elif defined(__GLIBC__)
#include <malloc.h>
#endif

namespace signalbox::app {

void keepMemoryForPrompts()
{
#if defined(SIGNALBOX_MIMALLOC)
    // It does so by itself. Only what is called is linked.
    [[maybe_unused]] const int version = mi_version();
#elif defined(__GLIBC__)
    constexpr int keepBytes = 4 * 1024 * 1024;
    // NOLINTBEGIN(concurrency-mt-unsafe): there is no other thread yet
    mallopt(M_TRIM_THRESHOLD, keepBytes);
    mallopt(M_MMAP_THRESHOLD, keepBytes);
    // NOLINTEND(concurrency-mt-unsafe)
#endif
}

void keepMemorySmall()
{
#if !defined(SIGNALBOX_MIMALLOC) && defined(__GLIBC__)
    constexpr int growBytes = 1024 * 1024;
    // NOLINTBEGIN(concurrency-mt-unsafe): there is no other thread yet
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_TOP_PAD, growBytes);
    // NOLINTEND(concurrency-mt-unsafe)
#endif
}

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

QStringList beginProcess(int count, char **arguments)
{
    keepMemoryForPrompts();
    allowManyConnections();
    QCoreApplication::setApplicationName(QStringLiteral("signalbox"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SIGNALBOX_VERSION));
    QStringList texts;
    for (int i = 1; i < count; ++i)
        texts.append(QString::fromLocal8Bit(arguments[i]));
    return texts;
}

} // namespace signalbox::app
