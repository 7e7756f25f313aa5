// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace signalbox::app {

// What a process that runs the proxy wants of the system. Before it has any other thread.

/// Long prompts come and go with every request: an allocator that gives their memory back to the
/// system and fetches it again each time costs more than handing the prompt on.
void keepMemoryForPrompts();

/// Without a window few threads work, and nearly all the work goes through one of them: what the
/// others let go is given back at once.
void keepMemorySmall();

/// Every client is a descriptor and every provider's answer another; the usual soft limit of 1024
/// would be reached by five hundred streams.
void allowManyConnections();

} // namespace signalbox::app
