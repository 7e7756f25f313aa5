// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <string_view>

namespace signalbox::routing {

/// How a model on Bedrock is made to answer by a JSON Schema.
enum class BedrockFormat : quint8 {
    Native, ///< `outputConfig.textFormat`
    Tool, ///< the schema as a tool that must be called
    Words, ///< it can be made to do neither
};

/// As far as the name of \a model tells: after AWS's list of models with structured output, and
/// the one of models whose calls can be forced. A name that tells nothing, as a profile's, may
/// stand for any: most can be made to call a tool.
BedrockFormat bedrockFormat(std::string_view model);

} // namespace signalbox::routing
