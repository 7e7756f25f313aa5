// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// How clients of \a dialect are read and answered; null for what is not translated.
const ClientCodec *clientCodec(models::ClientDialect dialect);
/// How providers of \a dialect are asked and understood; null for what is not translated.
const ProviderCodec *providerCodec(models::ProviderDialect dialect);

} // namespace signalbox::routing
