// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace signalbox::app {

// What a process that runs the proxy wants of the system. Before it has any other thread.

/// Long prompts come and go with every request: an allocator that gives their memory back to the
/// system and fetches it again each time costs more than handing the prompt on.
void keepMemoryForPrompts();

/// Without a window few threads work, and nearly all the work goes through one of them: heaps of
/// their own would only hold memory. For glibc's malloc; mimalloc needs no telling.
void keepMemorySmall();

/// Every client is a descriptor and every provider's answer another; the usual soft limit of 1024
/// would be reached by five hundred streams.
void allowManyConnections();

/// All of that but keepMemorySmall(), and the program's name and version for Qt. Hands out the
/// arguments.
[[nodiscard]] QStringList beginProcess(int count, char **arguments);

} // namespace signalbox::app
