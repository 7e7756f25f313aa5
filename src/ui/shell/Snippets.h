// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QString>

namespace signalbox::ui {

/// What a snippet is made of. All of it is real: copied, it works.
struct SnippetFacts
{
    QString address; ///< "http://127.0.0.1:4141"
    QString clientKey; ///< empty when none is asked for
    QString model; ///< a name the policy knows
};

enum class SnippetKind : quint8 { Curl, Python, JavaScript, ClaudeCode };
constexpr int snippetKindCount = 4;

/// Code that sends a first request to Signalbox, or points a tool at it.
QString snippet(SnippetKind kind, const SnippetFacts &facts);

/// A route, else a target, that answers clients speaking \a dialect; any route when none does, and
/// "auto" for an empty policy.
QString snippetModel(const models::Policy &policy, models::ProviderDialect dialect);

/// The dialect in which the snippet's client speaks.
models::ProviderDialect snippetDialect(SnippetKind kind);

} // namespace signalbox::ui
