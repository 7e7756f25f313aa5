// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/FixedAnswer.h"

#include "routing/dialect/AnswerReplay.h"
#include "routing/dialect/Codecs.h"

namespace signalbox::routing {

std::optional<std::string> fixedAnswer(const ClientCall &call, std::string_view text,
                                       std::string_view exchangeId, qint64 nowS)
{
    const ClientCodec *codec = clientCodec(call.dialect());
    const Operation operation = call.served.endpoint.operation;
    if (!codec || (operation != Operation::Generate && operation != Operation::Complete))
        return std::nullopt;
    const std::string model = call.model.toStdString();
    AnswerMessage answer;
    answer.model = model;
    answer.createdS = nowS;
    answer.usage.input = 0;
    answer.usage.output = 0;
    AnswerCandidate &candidate = answer.candidates.emplace_back();
    candidate.parts.emplace_back(TextPart{.text = std::string(text)});
    candidate.stop = StopReason::End;
    Conversation conversation; // what was asked does not matter to what is said
    conversation.stream = call.stream;
    conversation.includeUsage = call.peek.includeUsage;
    conversation.isCompletion = operation == Operation::Complete;
    const AnswerWish wish{.exchangeId = exchangeId,
                          .model = model,
                          .nowS = nowS,
                          .conversation = conversation,
                          .serverSentEvents = call.serverSentEvents};
    if (!call.stream)
        return codec->writeAnswer(answer, wish);
    const auto writer = codec->streamWriter(wish);
    replayAnswer(answer, *writer);
    return writer->take();
}

} // namespace signalbox::routing
