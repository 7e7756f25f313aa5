// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/dialect/Conversation.h"

#include <QtGlobal>

#include <string_view>

namespace signalbox::models {
class BytePairEncoding;
}

namespace signalbox::routing {

/// Whose tokens are counted.
struct CountWish
{
    models::ProviderDialect dialect = models::ProviderDialect::OpenAi;
    std::string_view model; ///< as the provider calls it
    /// The model's own, where it is known and loaded; null for an estimate.
    const models::BytePairEncoding *encoding = nullptr;
};

struct TokenCount
{
    qint64 tokens = 0;
    /// Something in it was guessed. False only for plain text that the model's own tokenizer read.
    bool isEstimate = true;
    /// Whether what the provider reports can teach a calibration: images, documents and tools that
    /// run at the provider are off by more than its tokenizer.
    bool isFitToLearn = true;
};

/// How many tokens the model reads of \a conversation: texts, what frames each message, tools and
/// their schemas, calls and results, images and documents. On any thread.
///
/// Frames of messages are as OpenAI documents them (three tokens a message, one for a name, three
/// before the answer); what others add to messages and tools was measured from the usage that they
/// report. An estimate is meant to be corrected by models::TokenCalibration.
TokenCount countTokens(const Conversation &conversation, const CountWish &wish);

} // namespace signalbox::routing
