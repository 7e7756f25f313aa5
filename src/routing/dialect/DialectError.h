// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"

#include <string>
#include <string_view>

namespace signalbox::routing {

/// An error of Signalbox's own, before a dialect gives it a shape.
struct DialectError
{
    int status = 400;
    std::string message{}; ///< one English sentence, fit for people; no prompt text, no keys
    std::string code{}; ///< OpenAI's `code`: invalid_api_key, model_not_found, ...; may be empty
    std::string param{}; ///< the field that is wrong, when one is
};

/// The status a client of \a dialect is sent for \a error: 529 is Anthropic's own.
int statusFor(models::ClientDialect dialect, int status);
/// The error object of \a dialect, as JSON.
std::string errorBody(models::ClientDialect dialect, const DialectError &error,
                      std::string_view exchangeId = {});
/// The event that tells a client inside a stream that it broke. Empty for Gemini's JSON
/// array: what ends that depends on where it stands.
std::string errorEvent(models::ClientDialect dialect, const DialectError &error,
                       bool isServerSentEvents);

} // namespace signalbox::routing
