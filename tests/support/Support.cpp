// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Gives the library of test helpers, most of them header-only, an object file.
#include "support/FakeClock.h"
