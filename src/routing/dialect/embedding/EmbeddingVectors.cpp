// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/embedding/EmbeddingVectors.h"

#include "routing/json/JsonText.h"

#include <QByteArray>
#include <QtEndian>

#include <cmath>
#include <limits>

namespace signalbox::routing {

namespace {

bool fits(double number)
{
    return std::abs(number) <= static_cast<double>(std::numeric_limits<float>::max());
}

} // namespace

EmbeddingVector embeddingFromNumbers(const Json &value)
{
    EmbeddingVector vector;
    simdjson::dom::array numbers;
    if (value.get(numbers) != simdjson::SUCCESS)
        return vector;
    vector.values.reserve(numbers.size());
    for (const Json entry : numbers) {
        double number = 0;
        if (entry.get(number) != simdjson::SUCCESS || !fits(number))
            return {};
        vector.values.push_back(number);
    }
    return vector;
}

EmbeddingVector embeddingFromBase64(std::string_view base64)
{
    const auto text = QByteArray::fromRawData(base64.data(), static_cast<qsizetype>(base64.size()));
    const QByteArray::FromBase64Result result =
        QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray &bytes = *result;
    constexpr auto width = static_cast<qsizetype>(sizeof(float));
    if (!result || bytes.size() % width != 0)
        return {};
    EmbeddingVector vector{.isSingle = true};
    vector.values.reserve(static_cast<std::size_t>(bytes.size() / width));
    for (qsizetype at = 0; at < bytes.size(); at += width) {
        const auto number = qFromLittleEndian<float>(bytes.constData() + at);
        if (!std::isfinite(number))
            return {};
        vector.values.push_back(static_cast<double>(number));
    }
    return vector;
}

EmbeddingVector embeddingFromEither(const Json &value)
{
    const std::optional<std::string_view> text = asString(value);
    return text ? embeddingFromBase64(*text) : embeddingFromNumbers(value);
}

std::string embeddingNumbers(const EmbeddingVector &vector)
{
    constexpr std::size_t usualDigits = 14;
    std::string out;
    out.reserve(vector.values.size() * usualDigits);
    out += '[';
    for (const double number : vector.values) {
        if (out.size() > 1)
            out += ',';
        if (vector.isSingle)
            appendReal(out, static_cast<float>(number));
        else
            appendReal(out, number);
    }
    out += ']';
    return out;
}

std::string embeddingBase64(const EmbeddingVector &vector)
{
    QByteArray bytes;
    constexpr auto width = static_cast<qsizetype>(sizeof(float));
    bytes.resize(static_cast<qsizetype>(vector.values.size()) * width);
    char *at = bytes.data();
    for (const double number : vector.values) {
        qToLittleEndian(static_cast<float>(number), at);
        at += width;
    }
    return bytes.toBase64().toStdString();
}

} // namespace signalbox::routing
