// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/chat/ChatCodec.h"

#include "routing/dialect/chat/ChatAnswer.h"
#include "routing/dialect/chat/ChatRequestReader.h"
#include "routing/dialect/chat/ChatRequestWriter.h"
#include "routing/dialect/chat/ChatStreamReader.h"
#include "routing/dialect/chat/ChatStreamWriter.h"

namespace signalbox::routing {

namespace {

std::unique_ptr<StreamWriter> streamWriter(const AnswerWish &wish)
{
    return std::make_unique<ChatStreamWriter>(wish);
}

std::unique_ptr<StreamReader> streamReader()
{
    return std::make_unique<ChatStreamReader>();
}

} // namespace

const ClientCodec &chatClientCodec()
{
    static constexpr ClientCodec codec{.readRequest = readChatRequest,
                                       .writeAnswer = writeChatAnswer,
                                       .streamWriter = streamWriter};
    return codec;
}

const ProviderCodec &chatProviderCodec()
{
    static constexpr ProviderCodec codec{.writeRequest = writeChatRequest,
                                         .readAnswer = readChatAnswer,
                                         .streamReader = streamReader};
    return codec;
}

} // namespace signalbox::routing
