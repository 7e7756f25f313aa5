// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/base/SendBatch.h"

#include <QTest>

#include <array>
#include <functional>
#include <memory>

using signalbox::routing::SendBatch;

namespace {

/// Writes down what it sends.
class Socket final : public SendBatch::Sender
{
public:
    explicit Socket(QStringList &sent, QString name = {})
        : m_sent(sent)
        , m_name(std::move(name))
    {}

    void say(std::string_view text)
    {
        const std::array<std::string_view, 2> pieces{text.substr(0, 1), text.substr(1)};
        if (!hold(pieces))
            m_sent.append(m_name + QStringLiteral("!") + shortened(text));
    }
    void hurry() { sendHeldNow(); }
    void forget() { dropHeld(); }
    [[nodiscard]] bool isWaiting() const { return isHolding(); }

    std::function<void()> whenSending;

private:
    static QString shortened(std::string_view text)
    {
        return QString::fromLatin1(text.data(), std::min<qsizetype>(qsizetype(text.size()), 20));
    }

    void sendHeld(std::string_view held) override
    {
        m_sent.append(m_name + shortened(held));
        if (whenSending)
            whenSending();
    }

    QStringList &m_sent;
    QString m_name;
};

} // namespace

class SendBatchTest final : public QObject
{
    Q_OBJECT

private slots:
    void withoutBatchAllIsSentAtOnce()
    {
        QStringList sent;
        Socket socket(sent);
        socket.say("now");
        QCOMPARE(sent, QStringList{QStringLiteral("!now")});
        QVERIFY(!socket.isWaiting());
    }

    void whatIsHeldIsSentInOrder()
    {
        QStringList sent;
        SendBatch batch;
        Socket a(sent, QStringLiteral("a:"));
        Socket b(sent, QStringLiteral("b:"));
        {
            const SendBatch::Activation active(&batch);
            a.say("one ");
            b.say("two");
            a.say("three");
            QCOMPARE(sent, QStringList());
            QVERIFY(a.isWaiting());
            batch.flush();
        }
        QCOMPARE(sent, (QStringList{QStringLiteral("a:one three"), QStringLiteral("b:two")}));
        QVERIFY(!a.isWaiting());
        a.say("later");
        QCOMPARE(sent.last(), QStringLiteral("a:!later"));
    }

    void muchIsNotCopied()
    {
        QStringList sent;
        SendBatch batch;
        const SendBatch::Activation active(&batch);
        Socket socket(sent);
        socket.say("small");
        socket.say(std::string(SendBatch::mostHeld, 'x'));
        QCOMPARE(sent, (QStringList{QStringLiteral("small"), u'!' + QString(20, u'x')}));
        QVERIFY(!socket.isWaiting());
        batch.flush();
        QCOMPARE(sent.size(), 2);
    }

    void fullBatchIsSentBeforeItsTurnIsOver()
    {
        QStringList sent;
        SendBatch batch;
        const SendBatch::Activation active(&batch);
        std::vector<std::unique_ptr<Socket>> sockets;
        while (sent.isEmpty() && sockets.size() < 100) {
            sockets.push_back(std::make_unique<Socket>(sent));
            sockets.back()->say("hi");
            batch.flushWhenFull();
        }
        QCOMPARE(sent.size(), 64);
    }

    void somebodyMayHurryOrLeave()
    {
        QStringList sent;
        SendBatch batch;
        const SendBatch::Activation active(&batch);
        Socket hasty(sent, QStringLiteral("hasty:"));
        Socket closed(sent, QStringLiteral("closed:"));
        auto gone = std::make_unique<Socket>(sent, QStringLiteral("gone:"));
        hasty.say("x");
        closed.say("y");
        gone->say("z");
        hasty.hurry();
        QCOMPARE(sent, QStringList{QStringLiteral("hasty:x")});
        closed.forget();
        gone.reset();
        batch.flush();
        QCOMPARE(sent.size(), 1);
        closed.say("again");
        batch.flush();
        QCOMPARE(sent.last(), QStringLiteral("closed:again"));
    }

    void sendingMayMakeOthersSendAndLeave()
    {
        QStringList sent;
        SendBatch batch;
        const SendBatch::Activation active(&batch);
        Socket a(sent, QStringLiteral("a:"));
        Socket b(sent, QStringLiteral("b:"));
        Socket c(sent, QStringLiteral("c:"));
        a.whenSending = [&] {
            b.forget();
            c.say("also");
            batch.flush(); // a nested event loop
        };
        a.say("x");
        b.say("y");
        batch.flush();
        QCOMPARE(sent, (QStringList{QStringLiteral("a:x"), QStringLiteral("c:also")}));
    }

    void batchMayEndFirst()
    {
        QStringList sent;
        auto batch = std::make_unique<SendBatch>();
        Socket socket(sent);
        {
            const SendBatch::Activation active(batch.get());
            socket.say("x");
        }
        batch.reset();
        socket.forget();
        socket.say("y");
        QCOMPARE(sent.last().back(), u'y');
    }
};

QTEST_GUILESS_MAIN(SendBatchTest)
#include "tst_SendBatch.moc"
