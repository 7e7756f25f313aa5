// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace signalbox::tests {

/// One answer as a client reads it.
struct ProbeAnswer
{
    int status = 0;
    QByteArray head; ///< status line and fields
    QByteArray body; ///< framing removed
    QList<QByteArray> chunks; ///< of a chunked body
    bool isChunked = false;
    bool isWhole = false; ///< the body came to its declared end

    [[nodiscard]] QByteArray field(const QByteArray &name) const;
    [[nodiscard]] QJsonObject json() const;
    /// The message of an error object in any dialect.
    [[nodiscard]] QByteArray errorMessage() const;
};

/// A raw HTTP client that does exactly what it is told: sends bytes in any pieces, stops reading,
/// leaves, and tells a close from a reset. Its waits run the event loop, so that the proxy may live
/// on the same thread.
class HttpProbe final : public QObject
{
    Q_OBJECT

public:
    explicit HttpProbe(quint16 port);
    ~HttpProbe() override;
    Q_DISABLE_COPY_MOVE(HttpProbe)

    void send(const QByteArray &bytes);
    /// A POST of JSON; \a fields are complete lines.
    void post(const QByteArray &target, const QByteArray &body, const QByteArray &fields = {});
    void get(const QByteArray &target, const QByteArray &fields = {});

    /// Final answers so far, the last one perhaps unfinished. Interim ones (1xx) are left out.
    [[nodiscard]] QList<ProbeAnswer> answers() const;
    [[nodiscard]] ProbeAnswer lastAnswer() const { return answers().value(answers().size() - 1); }
    [[nodiscard]] const QByteArray &received() const { return m_received; }
    [[nodiscard]] bool isClosed() const { return m_isClosed; }
    [[nodiscard]] bool wasReset() const { return m_wasReset; }

    /// False when it does not come to that in time.
    bool waitForAnswers(int count = 1);
    bool waitForBytes(const QByteArray &bytes);
    bool waitForClose();

    void stopReading() { m_reader->setEnabled(false); }
    void resumeReading() { m_reader->setEnabled(true); }
    /// Leaves at once, politely or by a reset.
    void close();
    void reset();

private:
    void read();
    void write();

    int m_descriptor = -1;
    std::unique_ptr<QSocketNotifier> m_reader;
    std::unique_ptr<QSocketNotifier> m_writer;
    QByteArray m_received;
    QByteArray m_unsent;
    bool m_isClosed = false;
    bool m_wasReset = false;
};

/// The request bytes that post() sends.
QByteArray postBytes(const QByteArray &target, const QByteArray &body,
                     const QByteArray &fields = {});

} // namespace signalbox::tests
