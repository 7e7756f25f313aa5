// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/dialect/Conversation.h"

#include <QtGlobal>

#include <string_view>

namespace signalbox::routing {

/// About how many tokens \a model, reached through \a dialect, reads for an image, a document or a
/// recording. Rules are the providers' own, published with their guides to vision and documents;
/// what has no known size is taken for an image of 512 pixels square, a short page, a second.
qint64 mediaTokens(const MediaPart &media, models::ProviderDialect dialect, std::string_view model);

} // namespace signalbox::routing
