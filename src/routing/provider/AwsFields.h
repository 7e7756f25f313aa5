// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <string>
#include <string_view>

namespace signalbox::routing {

/// Whether \a key is a pair of AWS credentials, "ACCESS_KEY_ID:SECRET" with an optional
/// ":SESSION_TOKEN" behind it, and not one of Bedrock's own keys.
bool isAwsCredentials(std::string_view key);

/// A request with the content type of JSON as it is about to be sent.
struct AwsCall
{
    std::string_view host; ///< as in the Host field
    std::string_view path; ///< percent-encoded, no query
    std::string_view body;
    std::string_view method = "POST";
};

/// The fields that sign \a call with the credentials \a key at \a nowMs (wall clock), as complete
/// lines. The region is the one in the host's name, us-east-1 where there is none.
std::string awsFields(const AwsCall &call, std::string_view key, qint64 nowMs);

} // namespace signalbox::routing
