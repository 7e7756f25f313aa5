// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalbox::routing {

/// Signature Version 4 of AWS, which stands in the place of a key in requests to Bedrock. Pure
/// functions, after "Create a signed AWS API request".

struct AwsCredentials
{
    std::string accessKeyId;
    std::string secretKey;
};

/// Where and when a signature counts.
struct AwsScope
{
    std::string timestamp; ///< 20150830T123600Z; the header x-amz-date must say the same
    std::string region; ///< us-east-1
    std::string service = "bedrock";
};

struct AwsRequest
{
    std::string method;
    std::string path; ///< as it is sent, percent-encoded
    std::string query; ///< as it is sent, without the question mark
    std::vector<std::pair<std::string, std::string>> headers; ///< those to sign, host among them
    std::string bodyHash; ///< see awsBodyHash
};

/// SHA-256 of \a body in hexadecimal digits.
std::string awsBodyHash(std::string_view body);
std::string awsCanonicalRequest(const AwsRequest &request);
std::string awsStringToSign(const AwsRequest &request, const AwsScope &scope);
/// The bytes of the key that signs within \a scope.
std::string awsSigningKey(const AwsCredentials &credentials, const AwsScope &scope);
/// The header `authorization`.
std::string awsAuthorization(const AwsRequest &request, const AwsCredentials &credentials,
                             const AwsScope &scope);

} // namespace signalbox::routing
