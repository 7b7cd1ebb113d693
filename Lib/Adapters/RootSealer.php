<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;
use Modules\ModuleSecurityChecklist\Lib\Ports\Sealer;

/**
 * Seals with AES-256-GCM, bound to the owner, by a key in a folder that root alone can enter. The key is made when the first
 * secret is sealed and destroyed when none has to be opened any more: wherever a sealed copy is left, it is worth nothing then.
 * Prints have a key of their own, which stays.
 */
final class RootSealer implements Sealer
{
    private const NAME = 'sealed.key';
    private const BYTES = 32;
    private const CIPHER = 'aes-256-gcm';
    private const NONCE = 12;
    private const TAG = 16;
    private const PURPOSE = 'renewed';

    private string $folder;
    private Fingerprints $prints;
    private ?string $key = null;

    public function __construct(string $folder, Fingerprints $prints)
    {
        $this->folder = $folder;
        $this->prints = $prints;
    }

    public function printOf(string $owner, string $secret): string
    {
        return bin2hex($this->prints->of(self::PURPOSE, "$owner\0$secret"));
    }

    public function seal(string $owner, string $secret): string
    {
        $nonce = random_bytes(self::NONCE);
        $tag = '';
        $sealed = openssl_encrypt($secret, self::CIPHER, $this->key(true), OPENSSL_RAW_DATA, $nonce, $tag, $owner, self::TAG);
        if ($sealed === false) {
            throw self::broken();
        }
        return base64_encode($nonce . $tag . $sealed);
    }

    public function open(string $owner, string $sealed): string
    {
        $bytes = (string) base64_decode($sealed, true);
        if (strlen($bytes) < self::NONCE + self::TAG) {
            throw self::broken();
        }
        $secret = openssl_decrypt(
            substr($bytes, self::NONCE + self::TAG),
            self::CIPHER,
            $this->key(false),
            OPENSSL_RAW_DATA,
            substr($bytes, 0, self::NONCE),
            substr($bytes, self::NONCE, self::TAG),
            $owner
        );
        if ($secret === false) {
            throw self::broken();
        }
        return $secret;
    }

    public function forget(): void
    {
        $this->key = null;
        Shredder::shred($this->path());
    }

    /**
     * The key is shown nowhere.
     *
     * @return array<string, mixed>
     */
    public function __debugInfo(): array
    {
        return ['folder' => $this->folder];
    }

    /**
     * @throws CannotRead
     */
    private function key(bool $mayMake): string
    {
        if ($this->key !== null) {
            return $this->key;
        }
        clearstatcache(true, $this->path());
        if ($mayMake && !file_exists($this->path()) && !PrivateFile::write($this->path(), [random_bytes(self::BYTES)])) {
            throw PrivateFile::trouble($this->path(), self::BYTES)->asCannotRead();
        }
        $key = PrivateFile::read($this->path());
        if ($key === null || strlen($key) !== self::BYTES) {
            throw self::broken();
        }
        return $this->key = $key;
    }

    private function path(): string
    {
        return $this->folder . '/' . self::NAME;
    }

    private static function broken(): CannotRead
    {
        return new CannotRead(CannotRead::FAILED, self::NAME);
    }
}
