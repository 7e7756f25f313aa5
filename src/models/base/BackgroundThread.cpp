// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/base/BackgroundThread.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace signalbox::models {

void makeBackgroundThread()
{
#ifdef Q_OS_LINUX
    // A process started with a real-time policy hands it to all its threads; on one core this one
    // would then hold up the proxy for whole time slices.
    constexpr int niceness = 10;
    const sched_param none{};
    sched_setscheduler(0, SCHED_BATCH, &none);
    setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), niceness);
#endif
}

} // namespace signalbox::models
