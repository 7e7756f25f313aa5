// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

#include <memory>

namespace signalbox::routing {

/// Reads the messages of ConverseStream, as AwsEventDecoder hands them on.
std::unique_ptr<StreamReader> bedrockStreamReader();

} // namespace signalbox::routing
