// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/Codecs.h"

#include "routing/dialect/chat/ChatCodec.h"

namespace signalbox::routing {

using models::ClientDialect;
using models::ProviderDialect;

const ClientCodec *clientCodec(ClientDialect dialect)
{
    switch (dialect) {
    case ClientDialect::OpenAiChat:
        return &chatClientCodec();
    default:
        return nullptr;
    }
}

const ProviderCodec *providerCodec(ProviderDialect dialect)
{
    switch (dialect) {
    case ProviderDialect::OpenAi:
        return &chatProviderCodec();
    default:
        return nullptr;
    }
}

} // namespace signalbox::routing
