// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Money.h"
#include "models/traffic/ErrorClass.h"
#include "models/traffic/RecordedDecision.h"
#include "models/traffic/TokenUsage.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace signalbox::models {

/// The API a client spoke. The numbers are stored: never renumber.
enum class ClientDialect : quint8 {
    Unknown = 0,
    OpenAiChat = 1,
    OpenAiResponses = 2,
    OpenAiEmbeddings = 3,
    OpenAiModels = 4,
    Anthropic = 5,
    Gemini = 6,
    Ollama = 7,
};

/// What became of an exchange. The numbers are stored: never renumber.
enum class ExchangeOutcome : quint8 {
    Success = 0, ///< the client got a whole answer with a 2xx status
    Refused = 1, ///< Signalbox itself refused it: key, route, limits, malformed request
    ProviderError = 2, ///< every attempt failed; the client got an error
    BrokenStream = 3, ///< the answer broke off after the client had part of it
    ClientGone = 4, ///< the client went away first
};

/// Where a cost comes from; shown beside every amount.
enum class CostSource : quint8 {
    Unknown = 0, ///< no usage or no price
    Estimated = 1, ///< our price table times the reported tokens
    Reported = 2, ///< the provider said what it charged
    Cached = 3, ///< nothing was charged: the answer was kept from an earlier exchange
};

/// Why there was an exchange. The numbers are stored: never renumber.
enum class ExchangeKind : quint8 {
    Client = 0, ///< a client asked
    Shadow = 1, ///< a copy of a client's request, whose answer nobody saw
    Probe = 2, ///< Signalbox asked whether a target is well again
};
constexpr quint64 exchangeKindCount = 3;

/// One try at one target.
struct AttemptRecord
{
    QString target; ///< target id, or provider/model
    QString provider;
    QString model;
    ErrorClass errorClass = ErrorClass::None;
    int status = 0; ///< HTTP status of the provider, 0 without an answer
    int keyIndex = -1; ///< which of the provider's keys was used, -1 for none
    bool reusedConnection = false;
    qint64 startedUs = 0; ///< since the exchange began
    qint64 firstByteUs = -1; ///< attempt start to first answer byte, -1 if none came
    qint64 durationUs = 0; ///< attempt start to its end
    QString error; ///< what went wrong, without prompt text or keys
    QString providerRequestId;

    bool operator==(const AttemptRecord &) const = default;
};

/// What was kept of an exchange's bytes. Heads hold neither keys nor cookies.
struct CapturedBodies
{
    QByteArray requestHead; ///< "name: value" lines
    QByteArray request;
    QByteArray responseHead;
    QByteArray response;
    qint64 requestOmitted = 0; ///< bytes left out at the end of `request`
    qint64 responseOmitted = 0; ///< bytes left out at the end of `response`

    bool operator==(const CapturedBodies &) const = default;
};

/// What is stored about one finished exchange: one client request and its answer.
///
/// A value; batches of them are shared between threads as const. Times are in microseconds, -1 is
/// unknown. Names come from the policy snapshot and share its strings.
struct ExchangeRecord
{
    quint64 id = 0; ///< unique and rising: wall ms << 20 | counter; see exchangeIdText()
    qint64 startedAtMs = 0; ///< wall clock, UTC
    ClientDialect dialect = ClientDialect::Unknown;
    ExchangeOutcome outcome = ExchangeOutcome::Success;
    ErrorClass errorClass = ErrorClass::None;
    CostSource costSource = CostSource::Unknown;
    ExchangeKind kind = ExchangeKind::Client;
    bool streamed = false;
    int status = 0; ///< sent to the client
    QString client; ///< name of the client key, never the key
    QString requestedModel; ///< as the client wrote it
    QString route; ///< empty when a target or provider/model was asked for by name
    QString target; ///< the one that served it or was tried last
    QString provider;
    QString model;
    QString finishReason; ///< the provider's own word
    QString error; ///< one sentence, without prompt text or keys
    QString reason; ///< the decision in one line
    QString variant; ///< of the prompt, by the last transform node that names one
    quint64 shadowOf = 0; ///< Shadow: the client's exchange
    qint64 ttftUs = -1; ///< request read to first content byte to the client
    qint64 totalUs = 0; ///< request read to last byte handed to the client
    qint64 providerWaitUs = -1; ///< time spent waiting for providers' first bytes
    qint64 overheadUs = -1; ///< our own share before the first byte
    qint64 longestGapUs = -1; ///< longest silence between two content events of a stream
    qint64 requestBytes = 0;
    qint64 responseBytes = 0;
    TokenUsage usage;
    Money cost; ///< meaningless while costSource is Unknown
    Money saved; ///< what the kept answer had cost, where costSource is Cached
    std::vector<AttemptRecord> attempts;
    std::shared_ptr<const CapturedBodies> bodies; ///< null when nothing was kept
    std::shared_ptr<const RecordedDecision> decision; ///< null when there is none
    bool hadNoRoom = false; ///< bodies were left out because of the RecordRoom; not stored

    /// Milliseconds of generation for one output token after the first, or -1; what was kept from
    /// an earlier exchange was not generated now.
    [[nodiscard]] double timePerOutputTokenMs() const
    {
        if (costSource == CostSource::Cached || ttftUs < 0 || usage.output < 2 || totalUs <= ttftUs)
            return -1;
        return static_cast<double>(totalUs - ttftUs) / 1000.0
            / static_cast<double>(usage.output - 1);
    }
};

/// How much of a finished exchange there is room for until the store has caught up. What it would
/// throw away need not be made.
enum class RecordRoom : quint8 {
    Everything,
    NoBodiesOfSuccesses,
    NoBodiesAndDecisions,
};

constexpr bool hasRoomForBodies(RecordRoom room, ExchangeOutcome outcome)
{
    return room == RecordRoom::Everything
        || (room == RecordRoom::NoBodiesOfSuccesses && outcome != ExchangeOutcome::Success);
}

using RecordBatch = std::shared_ptr<const std::vector<ExchangeRecord>>;

/// The id as clients and people see it (`x-signalbox-exchange`): "sbx_" and 16 hex digits.
QString exchangeIdText(quint64 id);
/// The same at the end of \a text, for the hot path.
void appendExchangeId(quint64 id, std::string &text);
/// The reverse; 0 when \a text is not an exchange id.
quint64 exchangeIdFromText(const QString &text);

} // namespace signalbox::models
