// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/AwsSigner.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <algorithm>
#include <cstddef>
#include <map>

namespace signalbox::routing {

namespace {

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";

QByteArray signedBytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

std::string keyed(std::string_view key, std::string_view text)
{
    return QMessageAuthenticationCode::hash(signedBytes(text), signedBytes(key),
                                            QCryptographicHash::Sha256)
        .toStdString();
}

bool isUnreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
        || c == '.' || c == '_' || c == '~';
}

/// The path is encoded once more, its per cent signs too: every service but S3 wants that.
std::string canonicalPath(std::string_view path)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    if (path.empty())
        return "/";
    std::string out;
    for (const char c : path) {
        if (isUnreserved(c) || c == '/') {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4U];
        out += digits[byte & 0xFU];
    }
    return out;
}

std::string canonicalQuery(std::string_view query)
{
    std::vector<std::string> fields;
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        std::string field(query.substr(0, end));
        if (field.find('=') == std::string::npos)
            field += '=';
        fields.push_back(std::move(field));
        query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
    }
    // By name, then by value: '=' must not take part in the order.
    std::ranges::sort(fields, [](const std::string &left, const std::string &right) {
        const std::size_t leftEnd = left.find('=');
        const std::size_t rightEnd = right.find('=');
        const int names = left.compare(0, leftEnd, right, 0, rightEnd);
        return names != 0 ? names < 0
                          : left.compare(leftEnd, std::string::npos, right, rightEnd) < 0;
    });
    std::string out;
    for (const std::string &field : fields)
        out.append(out.empty() ? "" : "&").append(field);
    return out;
}

std::string lowered(std::string_view text)
{
    return signedBytes(text).toLower().toStdString();
}

/// Names in lower case and in order; spaces at the ends are off, others single.
std::map<std::string, std::string> canonicalHeaders(const AwsRequest &request)
{
    std::map<std::string, std::string> headers;
    for (const auto &[name, value] : request.headers) {
        const std::string plain = signedBytes(value).simplified().toStdString();
        const auto [at, isNew] = headers.try_emplace(lowered(name), plain);
        if (!isNew)
            at->second.append(",").append(plain);
    }
    return headers;
}

std::string signedNames(const AwsRequest &request)
{
    std::string names;
    for (const auto &[name, value] : canonicalHeaders(request))
        names.append(names.empty() ? "" : ";").append(name);
    return names;
}

std::string scopeText(const AwsScope &scope)
{
    constexpr std::size_t dateLength = 8;
    return scope.timestamp.substr(0, dateLength) + "/" + scope.region + "/" + scope.service
        + "/aws4_request";
}

} // namespace

std::string awsBodyHash(std::string_view body)
{
    return QCryptographicHash::hash(signedBytes(body), QCryptographicHash::Sha256)
        .toHex()
        .toStdString();
}

std::string awsCanonicalRequest(const AwsRequest &request)
{
    std::string out = request.method + "\n" + canonicalPath(request.path) + "\n"
        + canonicalQuery(request.query) + "\n";
    for (const auto &[name, value] : canonicalHeaders(request))
        out.append(name).append(":").append(value).append("\n");
    return out + "\n" + signedNames(request) + "\n" + request.bodyHash;
}

std::string awsStringToSign(const AwsRequest &request, const AwsScope &scope)
{
    return std::string(algorithm) + "\n" + scope.timestamp + "\n" + scopeText(scope) + "\n"
        + awsBodyHash(awsCanonicalRequest(request));
}

std::string awsSigningKey(const AwsCredentials &credentials, const AwsScope &scope)
{
    constexpr std::size_t dateLength = 8;
    const std::string date =
        keyed("AWS4" + credentials.secretKey, scope.timestamp.substr(0, dateLength));
    return keyed(keyed(keyed(date, scope.region), scope.service), "aws4_request");
}

std::string awsAuthorization(const AwsRequest &request, const AwsCredentials &credentials,
                             const AwsScope &scope)
{
    const std::string signature =
        keyed(awsSigningKey(credentials, scope), awsStringToSign(request, scope));
    return std::string(algorithm) + " Credential=" + credentials.accessKeyId + "/"
        + scopeText(scope) + ", SignedHeaders=" + signedNames(request)
        + ", Signature=" + signedBytes(signature).toHex().toStdString();
}

} // namespace signalbox::routing
