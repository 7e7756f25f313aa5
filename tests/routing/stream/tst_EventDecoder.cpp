// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/stream/EventDecoder.h"

#include <QTest>

using signalbox::routing::EventDecoder;

namespace {

constexpr std::size_t longest = 32;

/// Every event as "name|data".
class Events
{
public:
    void feed(std::string_view bytes)
    {
        m_decoder.feed(bytes, [this](auto name, auto data) { add(name, data); });
    }
    void finish()
    {
        m_decoder.finish([this](auto name, auto data) { add(name, data); });
    }
    [[nodiscard]] const QByteArrayList &all() const { return m_events; }

private:
    void add(std::string_view name, std::string_view data)
    {
        m_events.append(QByteArray::fromStdString(std::string(name) + "|" + std::string(data)));
    }

    EventDecoder m_decoder{longest};
    QByteArrayList m_events;
};

} // namespace

class EventDecoderTest final : public QObject
{
    Q_OBJECT

private slots:
    void eventsComeOutWhereverThePiecesEnd_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArrayList>("events");
        const auto row = [](const char *title, const char *bytes, const QByteArrayList &events) {
            QTest::newRow(title) << QByteArray(bytes) << events;
        };
        row("plain", "data: a\n\ndata: b\n\n", {"|a", "|b"});
        row("named", "event: x\ndata: a\n\ndata: b\n\n", {"x|a", "|b"});
        row("name behind the data", "data: a\nevent: x\n\n", {"x|a"});
        row("carriage returns", "event: x\r\ndata: a\r\n\r\n", {"x|a"});
        row("only carriage returns", "data: a\r\rdata: b\r\r", {"|a", "|b"});
        row("several lines", "data: a\ndata: b\n\n", {"|a\nb"});
        row("no space", "data:a\n\n", {"|a"});
        row("one space only", "data:  a\n\n", {"| a"});
        row("comments and other fields", ": hello\nid: 1\nretry: 5\ndata: a\n\n:\n\n", {"|a"});
        row("no data", "event: x\n\ndata: a\n\n", {"|a"});
        row("empty data", "data\n\ndata:\n\n", {"|", "|"});
        row("no blank line at the end", "data: a\n\ndata: b", {"|a", "|b"});
        row("byte order mark",
            "\xEF\xBB\xBF"
            "data: a\n\n",
            {"|a"});
        row("too long", "data: 0123456789012345678901234567890123456789\n\ndata: b\n\n", {"|b"});
        row("too long in lines",
            "data: 01234567890123456789\ndata: 01234567890123456789\n\n"
            "data: b\n\n",
            {"|b"});
    }

    void eventsComeOutWhereverThePiecesEnd()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArrayList, events);
        const std::string text = bytes.toStdString();
        const std::string_view view = text;
        for (std::size_t first = 0; first <= text.size(); ++first) {
            for (std::size_t second = first; second <= text.size(); ++second) {
                Events got;
                got.feed(view.substr(0, first));
                got.feed(view.substr(first, second - first));
                got.feed(view.substr(second));
                got.finish();
                QCOMPARE(got.all(), events);
            }
        }
    }
};

QTEST_GUILESS_MAIN(EventDecoderTest)
#include "tst_EventDecoder.moc"
