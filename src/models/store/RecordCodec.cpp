// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/RecordCodec.h"

#include "models/base/Varint.h"

namespace signalbox::models {

namespace {

// Bits of flags, lowest first: outcome 4, error class 4, cost source 2, streamed 1, dialect 5,
// status from 16.
constexpr unsigned errorClassShift = 4;
constexpr unsigned costSourceShift = 8;
constexpr unsigned streamedShift = 10;
constexpr unsigned dialectShift = 11;
constexpr unsigned statusShift = 16;
constexpr quint64 nibble = 0xF;

// Most exchanges have one attempt whose names are those of the exchange.
constexpr quint64 attemptReused = 1;
constexpr quint64 attemptHasOwnNames = 2;
constexpr quint64 attemptSharesError = 4;

constexpr quint64 mostAttempts = 10'000;

// What few exchanges have follows the attempts, and is left out by all others.
constexpr quint64 hasKind = 1;
constexpr quint64 hasVariant = 2;
constexpr quint64 hasSaved = 4;

void packRarities(const ExchangeRecord &record, VarintWriter &writer)
{
    const quint64 bits = (record.kind != ExchangeKind::Client ? hasKind : 0)
        | (record.variant.isEmpty() ? 0 : hasVariant)
        | (record.saved.microDollars != 0 ? hasSaved : 0);
    if (bits == 0)
        return;
    writer.number(bits);
    if ((bits & hasKind) != 0) {
        writer.number(static_cast<quint64>(record.kind));
        writer.number(record.shadowOf);
    }
    if ((bits & hasVariant) != 0)
        writer.text(record.variant);
    if ((bits & hasSaved) != 0)
        writer.signedNumber(record.saved.microDollars);
}

void unpackRarities(VarintReader &reader, ExchangeRecord &record)
{
    if (reader.atEnd())
        return;
    const quint64 bits = reader.number();
    if ((bits & hasKind) != 0) {
        record.kind = static_cast<ExchangeKind>(reader.number() % exchangeKindCount);
        record.shadowOf = reader.number();
    }
    if ((bits & hasVariant) != 0)
        record.variant = reader.text();
    if ((bits & hasSaved) != 0)
        record.saved.microDollars = reader.signedNumber();
}

void packAttempt(const AttemptRecord &attempt, const ExchangeRecord &record,
                 const RecordNames &columns, NameWriter &names, VarintWriter &writer)
{
    const RecordNames own{.requested = 0,
                          .route = 0,
                          .target = names.idOf(NameKind::Target, attempt.target),
                          .provider = names.idOf(NameKind::Provider, attempt.provider),
                          .model = names.idOf(NameKind::Model, attempt.model),
                          .error = 0};
    const bool hasOwnNames = own.target != columns.target || own.provider != columns.provider
        || own.model != columns.model;
    const bool sharesError = attempt.error == record.error;
    writer.number((attempt.reusedConnection ? attemptReused : 0)
                  | (hasOwnNames ? attemptHasOwnNames : 0)
                  | (sharesError ? attemptSharesError : 0));
    if (hasOwnNames) {
        writer.signedNumber(own.target);
        writer.signedNumber(own.provider);
        writer.signedNumber(own.model);
    }
    if (!sharesError)
        writer.text(attempt.error);
    writer.number(static_cast<quint64>(attempt.errorClass));
    writer.signedNumber(attempt.status);
    writer.signedNumber(attempt.keyIndex);
    writer.signedNumber(attempt.startedUs);
    writer.signedNumber(attempt.firstByteUs);
    writer.signedNumber(attempt.durationUs);
    writer.text(attempt.providerRequestId);
}

AttemptRecord unpackAttempt(VarintReader &reader, NameReader &names, const ExchangeRecord &record)
{
    AttemptRecord attempt;
    const quint64 bits = reader.number();
    attempt.reusedConnection = (bits & attemptReused) != 0;
    if ((bits & attemptHasOwnNames) != 0) {
        attempt.target = names.text(reader.signedNumber());
        attempt.provider = names.text(reader.signedNumber());
        attempt.model = names.text(reader.signedNumber());
    } else {
        attempt.target = record.target;
        attempt.provider = record.provider;
        attempt.model = record.model;
    }
    attempt.error = (bits & attemptSharesError) != 0 ? record.error : reader.text();
    attempt.errorClass = static_cast<ErrorClass>(reader.number());
    attempt.status = static_cast<int>(reader.signedNumber());
    attempt.keyIndex = static_cast<int>(reader.signedNumber());
    attempt.startedUs = reader.signedNumber();
    attempt.firstByteUs = reader.signedNumber();
    attempt.durationUs = reader.signedNumber();
    attempt.providerRequestId = reader.text();
    return attempt;
}

} // namespace

qint64 packFlags(const ExchangeRecord &record)
{
    const quint64 flags = static_cast<quint64>(record.outcome)
        | static_cast<quint64>(record.errorClass) << errorClassShift
        | static_cast<quint64>(record.costSource) << costSourceShift
        | (record.streamed ? quint64(1) : 0) << streamedShift
        | static_cast<quint64>(record.dialect) << dialectShift
        | static_cast<quint64>(static_cast<quint16>(record.status)) << statusShift;
    return static_cast<qint64>(flags);
}

void unpackFlags(qint64 flags, ExchangeRecord &record)
{
    const auto bits = static_cast<quint64>(flags);
    record.outcome = static_cast<ExchangeOutcome>(bits & nibble);
    record.errorClass = static_cast<ErrorClass>(bits >> errorClassShift & nibble);
    record.costSource = static_cast<CostSource>(bits >> costSourceShift & 3);
    record.streamed = (bits >> streamedShift & 1) != 0;
    record.dialect = static_cast<ClientDialect>(bits >> dialectShift & 0x1F);
    record.status = static_cast<quint16>(bits >> statusShift);
}

RecordNames internNames(const ExchangeRecord &record, NameWriter &names)
{
    return {.requested = names.idOf(NameKind::RequestedModel, record.requestedModel),
            .route = names.idOf(NameKind::Route, record.route),
            .target = names.idOf(NameKind::Target, record.target),
            .provider = names.idOf(NameKind::Provider, record.provider),
            .model = names.idOf(NameKind::Model, record.model),
            .error = names.idOf(NameKind::Error, record.error)};
}

QByteArray packFacts(const ExchangeRecord &record, const RecordNames &columns, NameWriter &names)
{
    QByteArray facts;
    facts.reserve(192);
    VarintWriter writer(facts);
    writer.signedNumber(names.idOf(NameKind::Client, record.client));
    writer.signedNumber(names.idOf(NameKind::FinishReason, record.finishReason));
    for (const qint64 figure :
         {record.ttftUs, record.totalUs, record.providerWaitUs, record.overheadUs,
          record.longestGapUs, record.requestBytes, record.responseBytes, record.usage.input,
          record.usage.cachedInput, record.usage.cacheWriteInput, record.usage.output,
          record.usage.reasoning, record.cost.microDollars})
        writer.signedNumber(figure);
    writer.text(record.reason);
    writer.number(record.attempts.size());
    for (const AttemptRecord &attempt : record.attempts)
        packAttempt(attempt, record, columns, names, writer);
    packRarities(record, writer);
    return facts;
}

bool unpackFacts(const QByteArray &facts, NameReader &names, ExchangeRecord &record)
{
    VarintReader reader(facts);
    record.client = names.text(reader.signedNumber());
    record.finishReason = names.text(reader.signedNumber());
    for (qint64 *figure :
         {&record.ttftUs, &record.totalUs, &record.providerWaitUs, &record.overheadUs,
          &record.longestGapUs, &record.requestBytes, &record.responseBytes, &record.usage.input,
          &record.usage.cachedInput, &record.usage.cacheWriteInput, &record.usage.output,
          &record.usage.reasoning, &record.cost.microDollars})
        *figure = reader.signedNumber();
    record.reason = reader.text();
    const quint64 count = reader.number();
    for (quint64 i = 0; i < count && i < mostAttempts && reader.isValid(); ++i)
        record.attempts.push_back(unpackAttempt(reader, names, record));
    unpackRarities(reader, record);
    return reader.isValid();
}

} // namespace signalbox::models
