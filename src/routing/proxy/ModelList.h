// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Endpoint.h"
#include "routing/proxy/ModelCatalog.h"

#include <span>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// Lists carry a date of creation; ours have none, and a fixed one keeps answers equal.
constexpr std::string_view modelCreatedAt = "2026-01-01T00:00:00Z";

/// The names a client may put in `model`, as the list of \a dialect, with what is known of each:
/// limits and abilities where the dialect tells them, for OpenAI's clients in the words of
/// OpenRouter, which tools understand (`context_length`, `pricing`, `supported_parameters`). What
/// is unknown is left out.
std::string modelList(models::ClientDialect dialect, std::span<const ListedModel> models);
/// One of them, as the entry of \a dialect.
std::string modelEntry(models::ClientDialect dialect, const ListedModel &model);

/// Micro-dollars per million tokens as dollars per token: 150000 is "0.00000015".
std::string dollarsPerToken(qint64 microDollarsPerMillion);

} // namespace signalbox::routing
