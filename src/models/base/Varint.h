// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <array>

namespace signalbox::models {

/// Appends numbers in as few bytes as they need: seven bits a byte, lowest first.
class VarintWriter
{
public:
    explicit VarintWriter(QByteArray &bytes)
        : m_bytes(bytes)
    {}

    void number(quint64 value)
    {
        std::array<char, 10> digits{}; // as many as 64 bits can need
        std::size_t size = 0;
        while (value >= 0x80) {
            digits.at(size++) = static_cast<char>(value | 0x80);
            value >>= 7;
        }
        digits.at(size++) = static_cast<char>(value);
        m_bytes.append(digits.data(), static_cast<qsizetype>(size));
    }
    /// For numbers that may be negative; small ones of either sign stay short.
    void signedNumber(qint64 value)
    {
        const auto bits = static_cast<quint64>(value);
        number(value < 0 ? ~(bits << 1) : bits << 1);
    }
    void bytes(const QByteArray &value)
    {
        number(static_cast<quint64>(value.size()));
        m_bytes.append(value);
    }
    void text(const QString &value) { bytes(value.toUtf8()); }

private:
    QByteArray &m_bytes;
};

/// Reads what VarintWriter wrote. Reading past the end or an impossible size gives zeros and makes
/// isValid() false for good: check it once, at the end.
class VarintReader
{
public:
    /// \a bytes must outlive the reader.
    explicit VarintReader(const QByteArray &bytes)
        : m_at(bytes.constData())
        , m_end(bytes.constData() + bytes.size())
    {}

    quint64 number()
    {
        quint64 value = 0;
        for (unsigned shift = 0; shift < 64 && m_at < m_end; shift += 7) {
            const auto digit = static_cast<quint8>(*m_at++);
            value |= static_cast<quint64>(digit & 0x7F) << shift;
            if (digit < 0x80)
                return value;
        }
        fail();
        return 0;
    }
    qint64 signedNumber()
    {
        const quint64 value = number();
        return static_cast<qint64>((value & 1) != 0 ? ~(value >> 1) : value >> 1);
    }
    QByteArray bytes()
    {
        const quint64 size = number();
        if (size > static_cast<quint64>(m_end - m_at)) {
            fail();
            return {};
        }
        QByteArray value(m_at, static_cast<qsizetype>(size));
        m_at += size;
        return value;
    }
    QString text() { return QString::fromUtf8(bytes()); }

    /// What has not been read yet.
    [[nodiscard]] qsizetype left() const { return m_end - m_at; }
    [[nodiscard]] bool isValid() const { return m_valid; }
    [[nodiscard]] bool atEnd() const { return m_at == m_end; }

private:
    void fail()
    {
        m_valid = false;
        m_at = m_end;
    }

    const char *m_at;
    const char *m_end;
    bool m_valid = true;
};

} // namespace signalbox::models
