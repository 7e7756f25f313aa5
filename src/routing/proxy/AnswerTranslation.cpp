// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/AnswerTranslation.h"

#include "routing/dialect/Codecs.h"
#include "routing/dialect/ProviderError.h"

namespace signalbox::routing {

namespace {

using Framing = AnswerTranslator::Framing;

Framing framingOf(const ProviderResponseHead &head, const ClientCall &call,
                  models::ProviderDialect dialect)
{
    const std::string_view type = headerValue(head.headers, "content-type");
    if (type.starts_with("text/event-stream"))
        return Framing::ServerSentEvents;
    if (type.starts_with("application/x-ndjson"))
        return Framing::JsonLines;
    if (type.starts_with("application/vnd.amazon.eventstream"))
        return Framing::AwsEvents;
    // Some stand-ins for Gemini know nothing of `alt=sse`.
    if (call.stream && dialect == models::ProviderDialect::Gemini)
        return Framing::JsonArray;
    return Framing::Whole;
}

} // namespace

std::unique_ptr<AnswerTranslator> answerTranslator(const ClientCall &call,
                                                   const Candidate &candidate,
                                                   const ProviderResponseHead &head,
                                                   const AnswerWish &wish)
{
    return std::make_unique<AnswerTranslator>(
        *clientCodec(call.dialect()), *providerCodec(candidate.provider->dialect), wish,
        framingOf(head, call, candidate.provider->dialect), call.stream);
}

} // namespace signalbox::routing
