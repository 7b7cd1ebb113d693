<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

/**
 * Facts as they were read: the envelope of the contract, already JSON, because most of it may come from the cache.
 */
final class Reading
{
    /** Where parts hold the time of their reading. */
    private const TIMES = ['system' => 'now', 'patch' => 'readAt'];
    /**
     * What no step of a plan follows from: whether Fail2Ban runs at the moment. Core stops it with each change for seconds,
     * and its settings stay.
     */
    private const PASSING = ['fail2ban' => ['banning', 'banningUnknown', 'jails']];

    private string $address;
    private string $name;
    private string $readAt;
    /** @var array<string, PartReading> */
    private array $parts;

    /**
     * @param array<string, PartReading> $parts by name, in the order of the contract
     */
    public function __construct(string $address, string $name, string $readAt, array $parts)
    {
        $this->address = $address;
        $this->name = $name;
        $this->readAt = $readAt;
        $this->parts = $parts;
    }

    /**
     * `{"version":1,"pbx":…,"readAt":…,"parts":{…}}`
     */
    public function json(): string
    {
        $json = [
            '{"version":1,"pbx":{"address":', CanonicalJson::text($this->address),
            ',"name":', CanonicalJson::text($this->name), '},"readAt":', CanonicalJson::text($this->readAt),
            ',"parts":{',
        ];
        $before = '"';
        foreach ($this->parts as $name => $part) {
            array_push($json, $before, $name, '":', ...$part->pieces());
            $before = ',"';
        }
        $json[] = '}}';
        return implode('', $json);
    }

    /**
     * One digest for all of them, the ETag without its quotes: as `digestOfParts` of sites/checklist/facts/digest.ts.
     */
    public function digest(): string
    {
        $lines = [];
        foreach ($this->parts as $name => $part) {
            $lines[] = $name . ' ' . $part->sign();
        }
        return hash('sha256', implode("\n", $lines));
    }

    /**
     * The same of what the steps of a plan follow from, of some parts, in the order in which they are named: as `planDigestOf`.
     *
     * @param list<string> $names parts that were read
     */
    public function planDigest(array $names): string
    {
        $lines = [];
        foreach ($names as $name) {
            $lines[] = $name . ' ' . (isset($this->parts[$name]) ? self::planSign($this->parts[$name], $name) : '');
        }
        return hash('sha256', implode("\n", $lines));
    }

    /**
     * The same of all parts, but of the time of reading only the day counts (of the PBX).
     */
    public function dailyDigest(): string
    {
        $lines = [];
        foreach ($this->parts as $name => $part) {
            $field = self::TIMES[$name] ?? null;
            $lines[] = $name . ' ' . ($field === null ? $part->sign() : self::dailySign($part, $field));
        }
        return hash('sha256', implode("\n", $lines));
    }

    /**
     * Digest of each known part by name.
     *
     * @return array<string, string>
     */
    public function digests(): array
    {
        $digests = [];
        foreach ($this->parts as $name => $part) {
            if ($part->isKnown()) {
                $digests[$name] = $part->sign();
            }
        }
        return $digests;
    }

    /**
     * What a part holds; null: not asked for, or not known.
     *
     * @return array<mixed>|null
     */
    public function data(string $name): ?array
    {
        return isset($this->parts[$name]) ? $this->parts[$name]->data() : null;
    }

    private static function planSign(PartReading $part, string $name): string
    {
        $passing = self::PASSING[$name] ?? [];
        $data = $passing === [] ? null : $part->data();
        return $data === null ? $part->sign() : hash('sha256', CanonicalJson::encode(array_diff_key($data, array_flip($passing))));
    }

    private static function dailySign(PartReading $part, string $field): string
    {
        $data = $part->data();
        if ($data === null) {
            return $part->sign();
        }
        $time = $data[$field] ?? '';
        $data[$field] = is_string($time) ? substr($time, 0, strlen('2026-12-31')) : '';
        return hash('sha256', CanonicalJson::encode($data));
    }
}
