// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/TokenCounter.h"

#include "routing/dialect/Codecs.h"
#include "routing/dialect/counting/ConversationTokens.h"
#include "routing/proxy/ClientCall.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSaveFile>
#include <QThreadPool>

#include <algorithm>
#include <atomic>
#include <string>

namespace signalbox::routing {

namespace {

/// A longer request takes longer than a millisecond to read and teaches no more.
constexpr std::size_t longestLesson = 256UL * 1024;
constexpr qint64 notFit = 0;
constexpr qint64 stillReading = -1;

using Encoding = std::shared_ptr<const models::BytePairEncoding>;

TokenCount tokensOf(const Conversation &conversation, const models::Provider &provider,
                    std::string_view model, const Encoding &encoding)
{
    return countTokens(conversation,
                       {.dialect = provider.dialect, .model = model, .encoding = encoding.get()});
}

} // namespace

/// A request whose answer has reported its tokens.
struct TokenCounter::Lesson
{
    std::string body;
    const ClientCodec *codec = nullptr;
    models::Provider provider; ///< a copy: the policy may change meanwhile
    std::string model;
    Operation operation = Operation::Generate;
    Encoding encoding;
    qint64 reported = 0;
    qint64 tookNs = 0; ///< written before `estimated`
    std::atomic<qint64> estimated{stillReading};

    void read();
};

void TokenCounter::Lesson::read()
{
    QElapsedTimer timer;
    timer.start();
    simdjson::dom::parser parser;
    Json root;
    qint64 tokens = notFit;
    if (parser.parse(body.data(), body.size()).get(root) == simdjson::SUCCESS && root.is_object()) {
        const RequestReading reading =
            codec->readRequest(root, {.model = model, .stream = false, .operation = operation});
        if (!reading.problem) {
            const TokenCount count = tokensOf(reading.conversation, provider, model, encoding);
            if (count.isEstimate && count.isFitToLearn)
                tokens = count.tokens;
        }
    }
    tookNs = timer.nsecsElapsed();
    estimated.store(tokens, std::memory_order_release);
}

TokenCounter::TokenCounter() = default;
TokenCounter::~TokenCounter() = default;

void TokenCounter::open(const QString &dataDirectory)
{
    save(); // what was learned elsewhere
    if (dataDirectory.isEmpty())
        return;
    const QDir directory(dataDirectory);
    m_tokenizers =
        std::make_unique<models::Tokenizers>(directory.filePath(QStringLiteral("tokenizers")));
    m_file = directory.filePath(QStringLiteral("token-calibration.json"));
    QFile file(m_file);
    if (file.open(QIODevice::ReadOnly))
        m_calibration = models::TokenCalibration::fromJson(file.readAll());
}

void TokenCounter::save()
{
    takeLesson();
    if (m_file.isEmpty() || !m_hasLearned)
        return;
    QSaveFile file(m_file);
    // A disk that takes nothing costs what is learned anew in a few calls.
    if (file.open(QIODevice::WriteOnly) && file.write(m_calibration.toJson()) >= 0 && file.commit())
        m_hasLearned = false;
}

TokenCounter::Count TokenCounter::count(const Conversation &conversation,
                                        const Candidate &candidate) const
{
    const Encoding encoding =
        m_tokenizers ? m_tokenizers->findFor(candidate.modelUtf8) : Encoding();
    const TokenCount count =
        tokensOf(conversation, *candidate.provider, candidate.modelUtf8, encoding);
    if (!count.isEstimate)
        return {.tokens = count.tokens, .isEstimate = false};
    return {.tokens = m_calibration.corrected(candidate.provider->id.toStdString(),
                                              candidate.modelUtf8, count.tokens)};
}

void TokenCounter::learn(const ClientCall &call, const Candidate &candidate, qint64 input,
                         qint64 nowNs)
{
    const ClientCodec *codec = clientCodec(call.dialect());
    const bool isSimulated = candidate.provider->dialect == models::ProviderDialect::Simulated;
    if (takeLesson() || nowNs < m_restsUntilNs || !codec || isSimulated
        || call.request.body().size() > longestLesson)
        return;
    m_lessonAtNs = nowNs;
    m_lesson = std::make_shared<Lesson>();
    m_lesson->body = call.request.body();
    m_lesson->codec = codec;
    m_lesson->provider = *candidate.provider;
    m_lesson->model = candidate.modelUtf8;
    m_lesson->operation = call.served.endpoint.operation;
    m_lesson->reported = input;
    if (m_tokenizers)
        m_lesson->encoding = m_tokenizers->findFor(candidate.modelUtf8);
    QThreadPool::globalInstance()->start([lesson = m_lesson] { lesson->read(); });
}

bool TokenCounter::takeLesson()
{
    if (!m_lesson)
        return false;
    const qint64 estimated = m_lesson->estimated.load(std::memory_order_acquire);
    if (estimated == stillReading)
        return true;
    if (estimated != notFit) {
        m_calibration.observe(m_lesson->provider.id.toStdString(), m_lesson->model, estimated,
                              m_lesson->reported);
        m_hasLearned = true;
    }
    constexpr qint64 restPerWork = 20;
    constexpr qint64 shortestRestNs = 50'000'000; // handing a lesson over costs the proxy as well
    m_restsUntilNs = m_lessonAtNs + std::max(shortestRestNs, restPerWork * m_lesson->tookNs);
    m_lesson.reset();
    return false;
}

double TokenCounter::factor(const Candidate &candidate) const
{
    return m_calibration.factor(candidate.provider->id.toStdString(), candidate.modelUtf8);
}

} // namespace signalbox::routing
