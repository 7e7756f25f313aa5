// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace signalbox::models {

/// Makes the calling thread give way to every other one: it keeps records or reads tables while
/// somebody waits for the proxy. Does nothing on systems that have no such wish.
void makeBackgroundThread();

} // namespace signalbox::models
