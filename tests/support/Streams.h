// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"
#include "routing/dialect/StreamWatcher.h"

#include <string>
#include <vector>

namespace signalbox::tests {

/// A short streamed answer as its provider sends it, and what a watcher should find in it.
struct SampleStream
{
    const char *title;
    models::ClientDialect dialect;
    routing::StreamWatcher::Framing framing;
    std::string bytes;
    models::TokenUsage usage;
    std::string finishReason;
    bool hasContent = true;
    bool hasEnded = true;
    bool hasError = false;
};

/// One or two of every dialect, with the oddities providers are known for.
std::vector<SampleStream> sampleStreams();

} // namespace signalbox::tests
