// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/AwsFields.h"

#include "routing/provider/AwsSigner.h"

#include <QDateTime>
#include <QTimeZone>

namespace signalbox::routing {

namespace {

/// "eu-west-1" of "bedrock-runtime.eu-west-1.amazonaws.com".
std::string regionOf(std::string_view host)
{
    constexpr std::string_view service = "bedrock";
    const std::size_t from = host.find('.');
    if (host.starts_with(service) && from != std::string_view::npos) {
        const std::string_view rest = host.substr(from + 1);
        if (const std::size_t end = rest.find('.'); end != std::string_view::npos)
            return std::string(rest.substr(0, end));
    }
    return "us-east-1";
}

} // namespace

bool isAwsCredentials(std::string_view key)
{
    return key.find(':') != std::string_view::npos;
}

std::string awsFields(const AwsCall &call, std::string_view key, qint64 nowMs)
{
    const std::size_t colon = key.find(':');
    const std::string_view behind = key.substr(colon + 1);
    const std::size_t second = behind.find(':');
    const AwsCredentials credentials{.accessKeyId = std::string(key.substr(0, colon)),
                                     .secretKey = std::string(behind.substr(0, second))};
    const AwsScope scope{.timestamp = QDateTime::fromMSecsSinceEpoch(nowMs, QTimeZone::utc())
                                          .toString(QStringLiteral("yyyyMMdd'T'hhmmss'Z'"))
                                          .toStdString(),
                         .region = regionOf(call.host)};
    AwsRequest request{.method = std::string(call.method),
                       .path = std::string(call.path),
                       .query = {},
                       .headers = {{"content-type", "application/json"},
                                   {"host", std::string(call.host)},
                                   {"x-amz-date", scope.timestamp}},
                       .bodyHash = awsBodyHash(call.body)};
    std::string fields = "x-amz-date: " + scope.timestamp + "\r\n";
    if (second != std::string_view::npos) {
        const std::string token(behind.substr(second + 1));
        request.headers.emplace_back("x-amz-security-token", token);
        fields += "x-amz-security-token: " + token + "\r\n";
    }
    fields += "authorization: " + awsAuthorization(request, credentials, scope) + "\r\n";
    return fields;
}

} // namespace signalbox::routing
