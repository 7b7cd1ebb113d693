import { describe, expect, it } from 'vitest';
import { judgedByDictionary } from '../support/judged-secret.ts';

const TRIED = [
  ...['ПарольОфис2024!', 'Бухгалтерия-2024!', 'Лето2024!Офис', 'Vesna2025!Moskva', 'Slozhniy!Parol7'],
  ...['Menedzher#05Ofis', 'Büro#Telefon2024', 'Hasło!Biuro2024', 'Summer-Office-Phone1!', 'Зима2024!Касса'],
  ...['Yaz2024!Istanbul', 'Kış2025!Ankara', 'Été2024!Paris', 'Jaro2024!Praha', 'Осінь2024!Київ', 'Zima2024!Kyiv'],
  ...['Gfhjkm-2024!', '<e[ufknthbz-2024!', 'Зфыыцщкв2024!', 'Summer-Office-Phone-2024!'],
  ...['Contraseña!2024', 'Comptabilité2024!', 'Księgowość!2024', 'Účetní-2024!', 'Müdür-Muhasebe1!', 'Escritório!2024'],
];

describe('38-words-of-other-languages', () => {
  it.each(TRIED)('%s', (secret) => {
    const { class: found, broken } = judgedByDictionary(secret);
    expect(found).toBe('guessable');
    expect(broken).toContain('dictionary');
  });
});
