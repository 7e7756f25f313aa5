// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/counting/ImageSize.h"

#include <QTest>

#include <random>

using namespace signalbox::routing;

namespace {

std::optional<ImageSize> sizeOf(const QByteArray &bytes)
{
    return imageSizeOf(bytes.toBase64().toStdString());
}

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

const QByteArray png = hex("89504e470d0a1a0a0000000d49484452000004000000020008060000");
const QByteArray gif = hex("474946383961400120012000");
/// An application segment, a Huffman table, and the frame of a progressive picture.
const QByteArray jpeg =
    hex("ffd8ffe000104a46494600010100000100010000ffc40004aabbffc2001108") + hex("01e0028003012200");
const QByteArray lossy =
    hex("524946460000000057454250565038200a000000000000") + hex("9d012a") + hex("40013001");
const QByteArray lossless = hex("5249464600000000574542505650384c0a0000002f") + hex("3f410b10");
const QByteArray extended =
    hex("524946460000000057454250565038580a00000010000000") + hex("ff0300") + hex("ff0100");

} // namespace

class ImageSizeTest final : public QObject
{
    Q_OBJECT

private slots:
    void headersTellTheSize_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("PNG") << png << 1024 << 512;
        QTest::newRow("GIF") << gif << 320 << 288;
        QTest::newRow("JPEG") << jpeg << 640 << 480;
        QTest::newRow("WebP, lossy") << lossy << 320 << 304;
        QTest::newRow("WebP, lossless") << lossless << 320 << 46;
        QTest::newRow("WebP, extended") << extended << 1024 << 512;
    }
    void headersTellTheSize()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, width);
        QFETCH(int, height);

        const auto size = sizeOf(bytes);

        QVERIFY(size);
        QCOMPARE(size->width, width);
        QCOMPARE(size->height, height);
    }

    void whatIsCutHasNoSize()
    {
        for (const QByteArray &whole : {png, jpeg, lossy, extended}) {
            for (qsizetype length = 0; length < 10; ++length)
                QVERIFY(!sizeOf(whole.left(length)));
        }
        QVERIFY(!sizeOf("no picture at all"));
        QVERIFY(!imageSizeOf("!!!! no base64 !!!!"));
        QVERIFY(!imageSizeOf({}));
    }

    void anyBytesAreHarmless()
    {
        std::mt19937 random(4711);
        for (int round = 0; round < 3000; ++round) {
            QByteArray bytes = round % 2 ? jpeg : extended;
            for (int i = 0; i < 3; ++i) {
                const auto at = static_cast<int>(random() % 28);
                bytes[at] = static_cast<char>(random());
            }
            const auto size = sizeOf(bytes.left(static_cast<qsizetype>(random() % 48)));
            QVERIFY(!size || (size->width > 0 && size->height > 0));
        }
    }
};

QTEST_GUILESS_MAIN(ImageSizeTest)
#include "tst_ImageSize.moc"
