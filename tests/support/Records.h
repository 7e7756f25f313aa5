// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"

#include <QString>

#include <memory>
#include <utility>
#include <vector>

namespace signalbox::tests {

constexpr qint64 recordsStartMs = 1'760'000'000'000;

/// A plain successful exchange; \a number makes its id, its time and its figures.
inline models::ExchangeRecord makeRecord(int number, const QString &target = QStringLiteral("gpt"))
{
    models::ExchangeRecord record;
    record.startedAtMs = recordsStartMs + number;
    record.id = static_cast<quint64>(record.startedAtMs) << 20U | 1U;
    record.dialect = models::ClientDialect::OpenAiChat;
    record.streamed = number % 2 == 0;
    record.status = 200;
    record.client = QStringLiteral("default");
    record.requestedModel = QStringLiteral("smart");
    record.route = QStringLiteral("smart");
    record.target = target;
    record.provider = QStringLiteral("openai");
    record.model = target + QStringLiteral("-4o-mini");
    record.finishReason = QStringLiteral("stop");
    record.reason = QStringLiteral("first of the chain");
    record.ttftUs = 100'000 + number;
    record.totalUs = 900'000 + number;
    record.providerWaitUs = 90'000;
    record.overheadUs = 40;
    record.requestBytes = 512;
    record.responseBytes = 2'048;
    record.usage = {.input = 100,
                    .cachedInput = 20,
                    .cacheWriteInput = models::TokenUsage::unknown,
                    .output = 60,
                    .reasoning = 0};
    record.costSource = models::CostSource::Estimated;
    record.cost = {51};
    models::AttemptRecord attempt;
    attempt.target = record.target;
    attempt.provider = record.provider;
    attempt.model = record.model;
    attempt.status = 200;
    attempt.keyIndex = 0;
    attempt.reusedConnection = true;
    attempt.startedUs = 40;
    attempt.firstByteUs = 90'000;
    attempt.durationUs = record.totalUs - 50;
    attempt.providerRequestId = QStringLiteral("req_%1").arg(number);
    record.attempts.push_back(std::move(attempt));
    return record;
}

inline models::ExchangeRecord makeFailure(int number)
{
    models::ExchangeRecord record = makeRecord(number);
    record.outcome = models::ExchangeOutcome::ProviderError;
    record.errorClass = models::ErrorClass::ServerError;
    record.status = 502;
    record.error = QStringLiteral("openai answered 500");
    record.ttftUs = -1;
    record.usage = {};
    record.costSource = models::CostSource::Unknown;
    record.attempts.front().status = 500;
    record.attempts.front().errorClass = models::ErrorClass::ServerError;
    record.attempts.front().error = QStringLiteral("status 500");
    return record;
}

inline models::ExchangeRecord withBodies(models::ExchangeRecord record, const QByteArray &request,
                                         const QByteArray &response)
{
    models::CapturedBodies bodies;
    bodies.requestHead = "content-type: application/json\n";
    bodies.request = request;
    bodies.responseHead = "content-type: text/event-stream\n";
    bodies.response = response;
    record.bodies = std::make_shared<const models::CapturedBodies>(std::move(bodies));
    return record;
}

inline models::RecordBatch makeBatch(std::vector<models::ExchangeRecord> records)
{
    return std::make_shared<const std::vector<models::ExchangeRecord>>(std::move(records));
}

/// The records first ... first + count - 1.
inline models::RecordBatch makeBatch(int first, int count)
{
    std::vector<models::ExchangeRecord> records;
    for (int number = first; number < first + count; ++number)
        records.push_back(makeRecord(number));
    return makeBatch(std::move(records));
}

} // namespace signalbox::tests
