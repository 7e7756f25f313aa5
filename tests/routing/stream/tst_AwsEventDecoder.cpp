// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/stream/AwsEventDecoder.h"

#include <QByteArray>
#include <QTest>

#include <algorithm>

using signalbox::routing::AwsEventDecoder;

namespace {

constexpr std::size_t limit = 4096;

/// An event and an exception, made by another program.
std::string stream()
{
    return QByteArray::fromHex("0000005500000031c40f9fe80d3a6d6573736167652d747970650700056576656e7"
                               "40b3a6576656e742d7479706507000c6d65737361676553746172747b22726f6c65"
                               "223a22617373697374616e74227d2c0201f8"
                               "0000006200000040f00cbad40d3a6d6573736167652d74797065070009657863657"
                               "074696f6e0f3a657863657074696f6e2d747970650700137468726f74746c696e67"
                               "457863657074696f6e7b226d657373616765223a22736c6f77227d54a773d3")
        .toStdString();
}

std::string decoded(AwsEventDecoder &decoder, const std::string &bytes, std::size_t pieceLength)
{
    std::string events;
    for (std::size_t at = 0; at < bytes.size(); at += pieceLength) {
        const std::string piece = bytes.substr(at, pieceLength); // dies before the next
        decoder.feed(piece, [&](std::string_view name, std::string_view payload) {
            events.append(name).append(" ").append(payload).append("\n");
        });
    }
    return events;
}

} // namespace

class AwsEventDecoderTest final : public QObject
{
    Q_OBJECT

private slots:
    void piecesDoNotMatter()
    {
        const std::string bytes = stream();
        for (std::size_t length = 1; length <= bytes.size(); ++length) {
            AwsEventDecoder decoder(limit);

            const std::string events = decoded(decoder, bytes, length);

            QCOMPARE(events,
                     std::string("messageStart {\"role\":\"assistant\"}\n"
                                 "throttlingException {\"message\":\"slow\"}\n"));
            QVERIFY(!decoder.isBroken());
            QVERIFY(!decoder.isInsideMessage());
        }
    }

    void anyChangedByteIsFound()
    {
        const std::string bytes = stream();
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            std::string changed = bytes;
            changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ 0x10U);
            AwsEventDecoder decoder(limit);

            const std::string events = decoded(decoder, changed, 5);

            QVERIFY(decoder.isBroken());
            QVERIFY(std::ranges::count(events, '\n') < 2);
        }
    }

    void cutMessageIsNoticed()
    {
        const std::string bytes = stream();
        AwsEventDecoder decoder(limit);

        decoded(decoder, bytes.substr(0, bytes.size() - 1), bytes.size());

        QVERIFY(decoder.isInsideMessage());
        QVERIFY(!decoder.isBroken());
    }

    void overlongMessageIsRefused()
    {
        constexpr std::size_t tooSmall = 40;
        AwsEventDecoder decoder(tooSmall);

        const std::string events = decoded(decoder, stream(), 3);

        QVERIFY(events.empty());
        QVERIFY(decoder.isBroken());
        QVERIFY(!decoder.isInsideMessage());
    }
};

QTEST_GUILESS_MAIN(AwsEventDecoderTest)
#include "tst_AwsEventDecoder.moc"
