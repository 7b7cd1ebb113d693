<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\EvidenceRecords;

/**
 * Hashes recordings that are not in the archive, so that nobody can change one later without its being seen. Where it was left it
 * goes on; names are as seen from the folder of recordings.
 */
final class Hashing
{
    private const LINE = '/\A\\\\?[0-9a-f]{64}  .+\n\z/s';

    private EvidenceRecords $records;
    private Watching $watching;
    private EvidenceState $state;

    public function __construct(EvidenceRecords $records, Watching $watching, EvidenceState $state)
    {
        $this->records = $records;
        $this->watching = $watching;
        $this->state = $state;
    }

    /**
     * @param string $prefix of names in the list
     *
     * @return string|null hash of the hashes
     *
     * @throws Trouble
     * @throws Removed
     * @throws CannotStore
     */
    public function make(string $prefix): ?string
    {
        $path = $this->records->path(EvidenceRecords::HASHES);
        $this->beginAnewUnlessWhole($path);
        $umask = umask(0177);
        $out = @fopen($path, 'c+be');
        umask($umask);
        if ($out === false || $this->state->archive === null || !ftruncate($out, max(0, $this->state->hashedTo))) {
            throw new Trouble(Trouble::DISK, basename($path));
        }
        fseek($out, $this->state->hashedTo);
        stream_set_write_buffer($out, 0);
        $list = new Listing($this->records->path(EvidenceRecords::RECORDINGS));
        $done = $this->state->archive['recordings']['doneFiles'];
        foreach ($list->files($done) as ['path' => $recording, 'name' => $name]) {
            $this->add($out, $recording, './' . substr($name, strlen($prefix) + 1));
            $this->watching->look();
        }
        fclose($out);
        $sha256 = hash_file('sha256', $path);
        return $sha256 === false ? null : $sha256;
    }

    /**
     * After a power cut lines that were written may be gone, or be nothing but zeros.
     */
    private function beginAnewUnlessWhole(string $path): void
    {
        $archive = $this->state->archive;
        if ($archive === null || $this->state->hashedTo === 0) {
            return;
        }
        $lines = 0;
        $bytes = 0;
        $file = is_file($path) ? @fopen($path, 'rb') : false;
        while ($file !== false && $bytes < $this->state->hashedTo && ($line = fgets($file)) !== false) {
            $bytes += strlen($line);
            $lines += preg_match(self::LINE, $line);
        }
        $isWhole = $bytes === $this->state->hashedTo
            && $lines === $archive['recordings']['doneFiles'] - $archive['recordings']['missing'];
        if (!$isWhole) {
            $this->state->hashedTo = 0;
            $archive['recordings']['doneFiles'] = 0;
            $archive['recordings']['doneBytes'] = 0;
            $archive['recordings']['missing'] = 0;
            $this->state->archive = $archive;
        }
    }

    /**
     * @param resource $out
     */
    private function add($out, string $path, string $name): void
    {
        $source = new Source();
        $line = '';
        $bytes = 0;
        if ($source->open($path)) {
            $hash = hash_init('sha256');
            foreach ($this->watching->over($source->pieces()) as $piece) {
                hash_update($hash, $piece);
                $bytes += strlen($piece);
            }
            $line = Sums::line(hash_final($hash), $name);
        }
        if ($line !== '' && @fwrite($out, $line) !== strlen($line)) {
            throw new Trouble(Trouble::DISK);
        }
        $this->state->hashedTo += strlen($line);
        if ($this->state->archive !== null) {
            $this->state->archive['recordings']['doneFiles']++;
            $this->state->archive['recordings']['doneBytes'] += $bytes;
            $this->state->archive['recordings']['missing'] += $line === '' ? 1 : 0;
        }
    }
}
