<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

/**
 * One part as it was read: its JSON on the wire, and what its digest is made of.
 */
final class PartReading
{
    private string $header;
    private string $data;
    private string $sign;

    private function __construct(string $header, string $data, string $sign)
    {
        $this->header = $header;
        $this->data = $data;
        $this->sign = $sign;
    }

    /**
     * @param string $data   canonical JSON
     * @param string $digest SHA-256 of it (of a FleetingPart: of what lasts), lower-case hex
     */
    public static function known(string $data, string $digest, string $readAt): self
    {
        $header = '"digest":"' . $digest . '","readAt":' . CanonicalJson::text($readAt)
            . ',"source":"module","state":"known"';
        return new self($header, $data, $digest);
    }

    /**
     * @param string $reason one of UNKNOWN_REASONS (sites/checklist/facts/schema.ts)
     */
    public static function unknown(string $reason, string $detail, string $readAt): self
    {
        $header = ($detail === '' ? '' : '"detail":' . CanonicalJson::text($detail) . ',')
            . '"readAt":' . CanonicalJson::text($readAt) . ',"reason":' . CanonicalJson::text($reason)
            . ',"source":"module","state":"unknown"';
        return new self($header, '', $reason);
    }

    /**
     * Its JSON in pieces: put together once, with all the others, because some are large.
     *
     * @return list<string>
     */
    public function pieces(): array
    {
        return $this->data === '' ? ['{', $this->header, '}'] : ['{"data":', $this->data, ',', $this->header, '}'];
    }

    /**
     * The digest; of an unknown part the reason.
     */
    public function sign(): string
    {
        return $this->sign;
    }

    public function isKnown(): bool
    {
        return $this->data !== '';
    }

    /**
     * What was read; null: it could not be.
     *
     * @return array<mixed>|null
     */
    public function data(): ?array
    {
        $data = json_decode($this->data, true);
        return is_array($data) ? $data : null;
    }
}
