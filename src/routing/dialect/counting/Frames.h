// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <string_view>

namespace signalbox::routing {

/// What a family of models reads besides the texts of a request, in tokens; densities are its
/// tokens for one of o200k_base.
struct Frames
{
    double text = 1; ///< density
    double message = 4;
    double assistantTurn = 0; ///< more, where the model itself spoke
    double answer = 3; ///< what begins the answer, and what the house says before everything
    double tools = 60; ///< once, when there are any
    double forcedTools = 60; ///< the same when one must be called
    double tool = 20; ///< each
    double schema = 1.25; ///< density of JSON Schema
    double call = 8; ///< a tool call, besides name and arguments
    double result = 8;
    double format = 3; ///< around the schema of the answer
    double formatSchema = 0.75; ///< density of that schema
    bool showsSignatures = false; ///< tools become signatures (ToolSignature), not JSON
    bool isPublished = false; ///< plain texts are framed as documented, to the token
};

/// By the model's name, since many providers serve the same models; \a dialect tells OpenAI's two
/// ways of asking apart. OpenAI documents its frames of messages. All else was measured: fitted to
/// the input that providers report for real requests, which differs from model to model by a few
/// tokens.
Frames framesOf(models::ProviderDialect dialect, std::string_view model);

} // namespace signalbox::routing
