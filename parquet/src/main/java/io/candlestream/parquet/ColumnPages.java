package io.candlestream.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.PrimitiveType;
import org.xerial.snappy.Snappy;

/** The pages of one column in one group of rows, compressed by Snappy, until the group is written. */
final class ColumnPages implements PageWriter {
    private final PrimitiveType type;
    private final ByteArrayOutputStream dictionary = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final Set<Encoding> encodings = EnumSet.noneOf(Encoding.class);
    private final Statistics<?> statistics;
    private long values;
    private long uncompressed;

    ColumnPages(PrimitiveType type) {
        this.type = type;
        this.statistics = Statistics.createStats(type);
    }

    /** Parquet's interface still asks for it. */
    @Deprecated
    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            Statistics<?> page,
            Encoding repetition,
            Encoding definition,
            Encoding encoding)
            throws IOException {
        writePage(bytes, valueCount, valueCount, page, repetition, definition, encoding);
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int valueCount,
            int rowCount,
            Statistics<?> page,
            Encoding repetition,
            Encoding definition,
            Encoding encoding)
            throws IOException {
        byte[] plain = bytes.toByteArray();
        byte[] packed = Snappy.compress(plain);
        PageHeader header = new PageHeader(PageType.DATA_PAGE, plain.length, packed.length);
        header.setData_page_header(
                new DataPageHeader(valueCount, format(encoding), format(definition), format(repetition)));
        append(data, header, packed, plain.length);
        encodings.addAll(List.of(repetition, definition, encoding));
        statistics.mergeStatistics(page);
        values += valueCount;
    }

    @Override
    public void writeDictionaryPage(DictionaryPage page) throws IOException {
        byte[] plain = page.getBytes().toByteArray();
        byte[] packed = Snappy.compress(plain);
        PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, plain.length, packed.length);
        header.setDictionary_page_header(
                new DictionaryPageHeader(page.getDictionarySize(), format(page.getEncoding())));
        append(dictionary, header, packed, plain.length);
        encodings.add(page.getEncoding());
    }

    private void append(ByteArrayOutputStream pages, PageHeader header, byte[] packed, int plain) throws IOException {
        int before = pages.size();
        Util.writePageHeader(header, pages);
        uncompressed += pages.size() - before + plain;
        pages.write(packed);
    }

    @Override
    public void writePageV2(
            int rows,
            int nulls,
            int valueCount,
            BytesInput repetition,
            BytesInput definition,
            Encoding encoding,
            BytesInput bytes,
            Statistics<?> page) {
        throw new UnsupportedOperationException("pages of version 1 are written");
    }

    /**
     * Writes the pages.
     *
     * @param offset how many bytes of the file come before them
     * @return what the footer says of them
     */
    ColumnChunk writeTo(OutputStream out, long offset) throws IOException {
        dictionary.writeTo(out);
        data.writeTo(out);
        ColumnMetaData about = new ColumnMetaData(
                Footer.physical(type),
                encodings.stream().map(ColumnPages::format).toList(),
                List.of(type.getName()),
                CompressionCodec.SNAPPY,
                values,
                uncompressed,
                size(),
                offset + dictionary.size());
        if (dictionary.size() > 0) {
            about.setDictionary_page_offset(offset);
        }
        about.setStatistics(Footer.statistics(statistics));
        return new ColumnChunk(offset).setMeta_data(about);
    }

    long size() {
        return dictionary.size() + (long) data.size();
    }

    private static org.apache.parquet.format.Encoding format(Encoding encoding) {
        return org.apache.parquet.format.Encoding.valueOf(encoding.name());
    }

    @Override
    public long getMemSize() {
        return size();
    }

    @Override
    public long allocatedSize() {
        return size();
    }

    @Override
    public String memUsageString(String prefix) {
        return prefix + " " + type.getName() + " " + size() + " bytes";
    }
}
