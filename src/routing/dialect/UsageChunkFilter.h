// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"

#include <string>
#include <string_view>

namespace signalbox::routing {

/// Takes the usage chunk out of a chat stream again, when Signalbox asked for it and the client did
/// not, and the `usage: null` out of the others. Everything else passes byte for byte; an event is
/// held back only until its end has come.
class UsageChunkFilter final
{
public:
    /// The bytes to hand on now. Valid until the next call.
    std::string_view feed(std::string_view bytes);
    /// What is still held when the stream ends.
    std::string_view finish();

private:
    static std::size_t eventEnd(std::string_view bytes);

    std::string m_held;
    std::string m_passed;
};

} // namespace signalbox::routing
