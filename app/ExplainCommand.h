// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "CommandLine.h"

#include <QIODevice>
#include <QTextStream>

namespace signalbox::app {

/// `signalbox explain`: reads a request body from \a input and prints the decision as JSON. Exit
/// code 0, 1 when no target would serve it, 2 when the policy is wrong.
int runExplain(const Explain &options, QIODevice &input, QTextStream &out, QTextStream &err);

} // namespace signalbox::app
