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
/// Appends a provider's fields that the client may see, by the same rule in the other direction.
void appendProviderFields(std::span<const HeaderView> headers, std::string &fields);
/// Whether a field called \a name may hold a key or a session: never kept, never shown.
bool isSecretField(std::string_view name);
/// The fields of \a head as "name: value" lines for the record, secrets left out.
std::string capturedFields(const HttpHead &head);

} // namespace signalbox::routing
