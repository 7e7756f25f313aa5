// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/http/HttpRequest.h"
#include "routing/provider/ProviderCall.h"

#include <span>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// Appends the client's fields that a provider may see. What belongs to one connection, says who
/// the client is, or is written anew (length, host, encoding) stays here.
void appendClientFields(const HttpHead &head, std::string &fields);
/// The same for a provider of another dialect, which knows nothing of the client's own fields.
void appendNeutralClientFields(const HttpHead &head, std::string &fields);
/// Whether the body that a provider's fields describe goes on as it is, or is written anew.
enum class BodyFields : bool { Keep, Drop };
/// Appends a provider's fields that the client may see, by the same rule in the other direction.
void appendProviderFields(std::span<const HeaderView> headers, std::string &fields,
                          BodyFields bodyFields = BodyFields::Keep);
/// Whether a field called \a name may hold a key or a session: never kept, never shown.
bool isSecretField(std::string_view name);
/// Whether a field called \a name may be written down. Stricter than isSecretField(): names that
/// only look like a secret's are out as well, for nobody needs them in a record.
bool isFitForRecord(std::string_view name);

} // namespace signalbox::routing
