// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QTextStream;

namespace signalbox::app {

/// The window is a program of its own beside this one, `signalbox-window`: what runs without a
/// window then never loads widgets and charts, which would take a fifth of its memory. This process
/// becomes it, with the same arguments; returns an exit code, and says why to \a err, when it
/// cannot.
int becomeWindowProgram(char **arguments, QTextStream &err);

} // namespace signalbox::app
