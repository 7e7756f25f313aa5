// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ClientCall.h"
#include "routing/proxy/TokenCounter.h"
#include "support/Requests.h"

#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;
using namespace signalbox::routing;

namespace {

constexpr qint64 nsPerSecond = 1'000'000'000;

ClientCall callWith(const QByteArray &body)
{
    constexpr std::string_view path = "/v1/chat/completions";
    return ClientCall::read(tests::RequestBuilder(path).body(body.toStdString()).build(),
                            ServedPath::parse(path));
}

ClientCall chatCall()
{
    const QByteArray body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\""
        + QByteArray("some words to count ").repeated(40) + "\"}]}";
    return callWith(body);
}

Conversation sameConversation()
{
    Conversation conversation;
    Message message;
    message.role = Message::Role::User;
    message.parts.emplace_back(
        TextPart{.text = QByteArray("some words to count ").repeated(40).toStdString()});
    conversation.messages.push_back(message);
    return conversation;
}

/// A candidate at a provider whose tokenizer nobody knows.
class Stage
{
public:
    Stage()
    {
        m_provider.id = QStringLiteral("p");
        m_provider.dialect = models::ProviderDialect::Cohere;
        candidate.provider = &m_provider;
        candidate.modelUtf8 = "unknown-1";
    }
    /// An answer a second that reports \a tokens.
    void answer(TokenCounter &counter, qint64 tokens)
    {
        counter.learn(m_call, candidate, tokens, m_nowNs += nsPerSecond);
        QTRY_VERIFY(!counter.takeLesson());
    }
    /// One more at the same moment.
    void answerAtOnce(TokenCounter &counter, qint64 tokens)
    {
        counter.learn(m_call, candidate, tokens, m_nowNs);
        QTRY_VERIFY(!counter.takeLesson());
    }

    Candidate candidate;

private:
    models::Provider m_provider;
    ClientCall m_call = chatCall();
    qint64 m_nowNs = 0;
};

} // namespace

class TokenCounterTest final : public QObject
{
    Q_OBJECT

private slots:
    void estimateLearnsFromReportedUsage()
    {
        Stage stage;
        TokenCounter counter;
        const qint64 before = counter.count(sameConversation(), stage.candidate).tokens;
        QVERIFY(before > 40);

        for (int i = 0; i < 50; ++i)
            stage.answer(counter, before * 2);

        const TokenCounter::Count after = counter.count(sameConversation(), stage.candidate);
        QVERIFY2(after.tokens > before * 19 / 10, qPrintable(QString::number(after.tokens)));
        QVERIFY(after.tokens <= before * 2 + 1);
        QVERIFY(after.isEstimate);
    }

    void learningRestsBetweenLessons()
    {
        Stage stage;
        TokenCounter counter;
        const qint64 before = counter.count(sameConversation(), stage.candidate).tokens;
        stage.answer(counter, before * 2);
        const double factor = counter.factor(stage.candidate);
        QVERIFY(factor > 1);

        for (int i = 0; i < 20; ++i)
            stage.answerAtOnce(counter, before * 2);

        QCOMPARE(counter.factor(stage.candidate), factor);
    }

    void whatWasLearnedSurvives()
    {
        QTemporaryDir folder;
        Stage stage;
        double factor = 0;
        {
            TokenCounter counter;
            counter.open(folder.path());
            for (int i = 0; i < 10; ++i)
                stage.answer(counter, 1000);
            factor = counter.factor(stage.candidate);
            counter.save();
        }
        TokenCounter again;
        again.open(folder.path());

        QVERIFY(factor > 1);
        QVERIFY(qAbs(again.factor(stage.candidate) - factor) < 1e-6);
    }

    void longRequestsTeachNothing()
    {
        Stage stage;
        TokenCounter counter;
        const QByteArray body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\""
            + QByteArray(300'000, 'a') + "\"}]}";
        counter.learn(callWith(body), stage.candidate, 9, nsPerSecond);

        QVERIFY(!counter.takeLesson());
        QCOMPARE(counter.factor(stage.candidate), 1.0);
    }
};

QTEST_GUILESS_MAIN(TokenCounterTest)
#include "tst_TokenCounter.moc"
